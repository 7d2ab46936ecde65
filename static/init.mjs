// Starts what needs script. Every page works without it; no page holds script of its own.
// Served behind govuk/govuk-frontend.js as one file, so its components are in scope here.
const SHIFT_PRESSES = 3
const SHIFT_WAIT = 5000 // milliseconds between presses, as in the GOV.UK component

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
if (isSupported()) {
  for (const Component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput,
    ServiceNavigation, SkipLink]) createAll(Component)
}

// Covers the page, ends the session on this device and leaves, replacing this page in the history.
function leave (root) {
  document.title = '\u200b'
  document.body.replaceChildren()
  fetch(root.form.action, { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {})
  location.replace(root.leaveTo)
}

function prepareExit (element) {
  const root = { form: element.querySelector('form'), leaveTo: element.dataset.leaveTo }
  const said = element.querySelector('[role="status"]')
  let presses = 0
  let modified = false
  let timer = 0

  root.form.addEventListener('submit', (event) => {
    event.preventDefault()
    leave(root)
  })

  function forget () {
    presses = 0
    said.textContent = element.dataset.expired
    timer = window.setTimeout(() => { said.textContent = '' }, SHIFT_WAIT)
  }

  document.addEventListener('keyup', (event) => {
    window.clearTimeout(timer)
    if (event.key === 'Shift' && !modified) {
      presses += 1
      if (presses >= SHIFT_PRESSES) return leave(root)
      said.textContent = presses === 1 ? element.dataset.twoMore : element.dataset.oneMore
    }
    if (presses > 0) timer = window.setTimeout(forget, SHIFT_WAIT)
    modified = event.shiftKey
  })
}

document.querySelectorAll('[data-module="exit-this-page"]').forEach(prepareExit)

// A page that the browser kept from before must not come back with its answers.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
