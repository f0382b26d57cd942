import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import JSZip from 'jszip'
import { wxt } from '../demo/extension.ts'

/**
 * Builds the archive of the sources as Mozilla's reviewers do, without anything that this machine was told, and answers the
 * files that come out other than those that were sent. Empty: the same bytes.
 */
export async function rebuiltOtherwise(sources: string, sent: string, root: string): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'stamkund-sources-'))
  try {
    const zip = await JSZip.loadAsync(await readFile(sources))
    for (const file of Object.values(zip.files)) {
      if (file.dir) continue
      await mkdir(dirname(join(dir, file.name)), { recursive: true })
      await writeFile(join(dir, file.name), await file.async('nodebuffer'))
    }
    await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
    await wxt(['build', '-b', 'firefox'], { STAMKUND_API: '', STAMKUND_OUT_DIR: join(dir, 'built') }, dir)
    const built = join(dir, 'built/firefox-mv3')
    const names = async (folder: string) =>
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    const all = [...new Set([...(await names(sent)), ...(await names(built))])]
    const read = (folder: string, name: string) => readFile(join(folder, name)).catch(() => null)
    const same = await Promise.all(
      all.map(async (name) => {
        const [one, other] = await Promise.all([read(sent, name), read(built, name)])
        return one !== null && other !== null && one.equals(other)
      }),
    )
    return all.filter((_, index) => !same[index])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
