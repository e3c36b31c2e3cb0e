// Shows a part of a page anew every few seconds until it is finished; without it, reloading does the same.
class LivePart extends HTMLElement {
  connectedCallback() {
    this.content = this.querySelector("[data-part]")
    this.status = this.querySelector("[role=status]")
    this.stop = new AbortController()
    if (!this.hasAttribute("finished")) this.wait()
  }

  disconnectedCallback() {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  wait() {
    this.timer = setTimeout(() => this.refresh(), Number(this.getAttribute("seconds")) * 1000)
  }

  async refresh() {
    try {
      if (!document.hidden) await this.show()
    } catch {
      // The next time may go better; the page says what it said.
    }
    if (!this.hasAttribute("finished") && !this.stop.signal.aborted) this.wait()
  }

  async show() {
    const answer = await fetch(this.getAttribute("src"), { signal: this.stop.signal, headers: { Accept: "application/json" } })
    if (!answer.ok || answer.redirected) throw new Error(answer.status)
    const { finished, said, html } = await answer.json()
    this.content.innerHTML = html
    if (this.status.textContent !== said) this.status.textContent = said
    this.toggleAttribute("finished", finished)
  }
}
customElements.define("live-part", LivePart)
