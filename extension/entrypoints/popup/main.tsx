import { render } from 'preact'
document.getElementById('root')
render(<p>soon</p>, document.body)
