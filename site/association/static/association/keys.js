// Say it when a key or passkey did not work: allauth's script tells the console alone.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  const trouble = document.getElementById("key_trouble")
  if (trouble) {
    trouble.hidden = false
    trouble.scrollIntoView({ block: "nearest" })
  }
})
