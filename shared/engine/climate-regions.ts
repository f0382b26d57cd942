/**
 * How warm it is where people live, by region: the band of the largest part of the population, countries first, then the
 * subdivisions that are otherwise than their country (ISO 3166-1 and 3166-2).
 *
 * Bands are the groups of the Köppen-Geiger classification, drawn together by what people wear: `polar` E; `cold` D, and Cfc,
 * whose summers are short; `temperate` the rest of C without hot summers, and cool steppe; `warm` C with hot or dry summers;
 * `hot` A, and B where even winters are warm. Source: the 1991 to 2020 map of Beck et al. (2023), "High-resolution (1 km)
 * Köppen-Geiger maps for 1901 to 2099", https://doi.org/10.1038/s41597-023-02549-6, read at the largest cities.
 */
export const BANDS = {
  polar: 'AQ BV GL GS HM SJ TF CA-NU NO-21 NO-22 RU-CHU RU-NEN RU-YAN',
  cold: `AM AX BY CA EE FI FK FO GE IS KG KP KR KZ LT LV MD MN NO PL PM RO RU SE TJ UA
    AR-V AR-Z CL-AI CL-MA CN-BJ CN-GS CN-HE CN-HL CN-JL CN-LN CN-NM CN-NX CN-QH CN-SX CN-TJ CN-XJ CN-XZ IN-LA IT-23
    JP-01 JP-02 TR-04 TR-25 TR-36 TR-65 TR-75 US-AK US-CO US-CT US-IA US-ID US-IL US-IN US-MA US-ME US-MI US-MN US-MT US-ND
    US-NE US-NH US-NY US-OH US-PA US-RI US-SD US-UT US-VT US-WI US-WY`,
  temperate: `AD AT BA BE BT CH CZ DE DK FR GB GG HU IE IM JE LI LS LU MC ME MK NF NL NZ PN RS SI SK XK
    AR-Q AR-R AR-U AU-ACT AU-TAS AU-VIC CA-BC CL-AR CL-LL CL-LR CN-YN ES-AS ES-CB ES-GA ES-PV IN-HP IN-JK IN-SK IN-UT IN-UK
    NO-11 NO-15 NO-42 NO-46 RU-AST RU-DA RU-KGD RU-ROS RU-STA SE-I SE-K SE-M SE-N SE-O US-NV US-OR US-WA US-WV`,
  warm: `AF AL AR AU AZ BG BM BO CL CN CY DZ EC ES ET GI GR HK HR IL IR IT JO JP KE LB LY MA MG MO MT MW MX NP PE PS PT PY RW SH
    SM SY SZ TM TN TR TW US UY UZ VA YE ZA ZM ZW
    BR-PR BR-RS BR-SC BR-SP FR-20R FR-PAC FR-OCC RU-AD RU-KDA US-AL US-AR US-CA US-DC US-DE US-GA US-KS US-KY US-LA US-MD
    US-MO US-MS US-NC US-NJ US-NM US-OK US-SC US-TN US-TX US-VA`,
  hot: `AE AG AI AO AS AW BB BD BF BH BI BJ BL BN BQ BR BS BW BZ CC CD CF CG CI CK CM CO CR CU CV CW CX DJ DM DO EG EH ER FJ FM
    GA GD GF GH GM GN GP GQ GT GU GW GY HN HT ID IN IO IQ JM KH KI KM KN KW KY LA LC LK LR MF MH ML MM MP MQ MR MS MU MV MY
    MZ NA NC NE NG NI NR NU OM PA PF PG PH PK PR PW QA RE SA SB SC SD SG SL SN SO SR SS ST SV SX TC TD TG TH TK TL TO TT TV
    TZ UG UM VC VE VG VI VN VU WF WS YT
    AU-NT CN-HI MX-ROO MX-TAB MX-VER MX-YUC US-AZ US-FL US-HI`,
} as const

/** Regions south of the equator, where most of the people are. */
export const SOUTH = `AO AQ AR AS AU BI BO BR BV BW CC CD CG CK CL CX EC FJ FK GA GS HM ID IO KE KM LS MG MU MW MZ NA NC NF NR NU
  NZ PE PF PG PN PY RE RW SB SC SH SZ TF TK TL TO TV TZ UY VU WF WS YT ZA ZM ZW`

/** Regions between the tropics, whose year has no summer and winter. */
export const TROPICS = `AG AI AO AS AW BB BF BI BJ BL BN BO BQ BR BZ CC CD CF CG CI CK CM CO CR CU CV CW CX DJ DM DO EC ER ET FJ FM GA
  GD GF GH GM GN GP GQ GT GU GW GY HN HT ID IO JM KE KH KI KM KN KY LA LC LK LR MF MG MH ML MM MP MQ MR MS MU MV MW MX MY MZ
  NA NC NE NG NI NR NU PA PE PF PG PH PR PW RE RW SB SC SD SG SH SL SN SO SR SS ST SV SX TC TD TG TH TK TL TO TT TV TZ UG UM
  VC VE VG VI VN VU WF WS YE YT ZM ZW
  AU-NT CN-HI US-HI`

/** Subdivisions that have seasons though the rest of their country has none. */
export const SEASONAL = 'BR-PR BR-RS BR-SC BR-SP MX-BCN MX-CHH MX-COA MX-DUR MX-NLE MX-SIN MX-SON MX-TAM'
