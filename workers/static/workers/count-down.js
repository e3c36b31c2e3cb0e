// Counts the seconds of the undo window down, and shows the page anew when it has ended.
class CountDown extends HTMLElement {
  connectedCallback() {
    const words = this.textContent
    const end = Date.now() + Number(this.getAttribute("seconds")) * 1000
    this.timer = setInterval(() => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000))
      this.textContent = words.replace(/\d+/, left)
      if (left === 0) {
        clearInterval(this.timer)
        setTimeout(() => location.reload(), 2000)
      }
    }, 1000)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }
}
customElements.define("count-down", CountDown)
