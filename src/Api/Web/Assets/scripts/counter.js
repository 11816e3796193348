// For the counter of a shop and the member before it. Pages do without: they look again by themselves, and codes can be typed.

// The server says when to go on, and where.
for (const place of document.querySelectorAll("[data-follow]")) {
  const events = new EventSource(place.dataset.follow);
  events.addEventListener("go", (event) => {
    events.close();
    location.assign(event.data);
  });
  addEventListener("pagehide", () => events.close());
}

// A code that changes is fetched anew when its time is over.
const renew = async () => {
  const place = document.querySelector("[data-renew]");
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("[data-renew]");
    if (fresh) place.replaceWith(fresh);
  } catch {
    // Without a network the old code stays; the counter will say that it is old.
  }
  renewLater();
};
const renewLater = () => {
  const place = document.querySelector("[data-renew]");
  if (place) setTimeout(renew, Math.max(1, Number(place.dataset.renew)) * 1000);
};
renewLater();

// The camera reads QR codes where the browser can; readers that type do it everywhere.
const scan = document.querySelector("[data-scan]");
if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
  const view = document.querySelector("[data-scan-view]");
  const input = document.querySelector("[data-scan-into]");
  scan.hidden = false;
  scan.querySelector("button").addEventListener("click", async () => {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      scan.hidden = true;
      input.focus();
      return;
    }
    view.srcObject = stream;
    view.hidden = false;
    await view.play();
    const look = async () => {
      const [found] = await detector.detect(view);
      if (!found) {
        requestAnimationFrame(look);
        return;
      }
      for (const track of stream.getTracks()) track.stop();
      view.hidden = true;
      input.value = found.rawValue;
      input.form.requestSubmit();
    };
    look();
  });
}
