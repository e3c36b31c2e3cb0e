fetch("/consent/hit/", {
  method: "POST",
  keepalive: true,
  body: new URLSearchParams({
    path: location.pathname,
    referrer: document.referrer ? new URL(document.referrer).host : "",
  }),
});
