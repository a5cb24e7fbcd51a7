// Records a sentence by the microphone, lets it be heard and repeated, and sends it as a WAV file by
// the form that takes files. Without a microphone, or without scripts, the form takes files alone.
const LONGEST = 60;
const RATE = 16000;

// A mono file of 16-bit samples.
const wav = (samples) => {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at, word) => [...word].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) =>
    view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return view.buffer;
};

// What the browser has recorded, as samples of one channel at one rate.
const samplesOf = async (blob) => {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    const offline = new OfflineAudioContext(1, Math.ceil(sound.duration * RATE), RATE);
    const source = offline.createBufferSource();
    source.buffer = sound;
    source.connect(offline.destination);
    source.start();
    return (await offline.startRendering()).getChannelData(0);
  } finally {
    context.close();
  }
};

for (const place of document.querySelectorAll("[data-record]")) {
  const form = place.closest("form");
  const file = form.querySelector("input[type=file]");
  const begin = place.querySelector("[data-record-begin]");
  const stop = place.querySelector("[data-record-stop]");
  const hear = place.querySelector("[data-record-hear]");
  const keep = place.querySelector("[data-record-keep]");
  const status = place.querySelector("[data-record-status]");
  let recorder = null;
  let samples = null;
  let playing = null;

  const show = () => {
    const recording = recorder?.state === "recording";
    begin.hidden = recording;
    stop.hidden = !recording;
    hear.hidden = keep.hidden = recording || !samples;
    begin.textContent = samples ? begin.dataset.again : begin.dataset.first;
  };

  const record = async () => {
    playing?.close();
    playing = null;
    let microphone;
    try {
      microphone = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
      });
    } catch {
      status.textContent = status.dataset.silent;
      return;
    }
    const pieces = [];
    recorder = new MediaRecorder(microphone);
    const begun = performance.now();
    const clock = setInterval(() => {
      const seconds = Math.floor((performance.now() - begun) / 1000);
      status.textContent = `0:${String(seconds).padStart(2, "0")}`;
      if (seconds >= LONGEST) {
        recorder.stop();
      }
    }, 250);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", async () => {
      clearInterval(clock);
      microphone.getTracks().forEach((track) => track.stop());
      try {
        samples = await samplesOf(new Blob(pieces, { type: recorder.mimeType }));
        status.textContent = status.dataset.ready;
      } catch {
        samples = null;
        status.textContent = status.dataset.failed;
      }
      show();
      (samples ? hear : begin).focus();
    });
    recorder.start();
    show();
    stop.focus();
  };

  begin.addEventListener("click", record);
  stop.addEventListener("click", () => recorder?.stop());
  hear.addEventListener("click", () => {
    playing?.close();
    const context = new AudioContext();
    playing = context;
    const sound = context.createBuffer(1, samples.length, RATE);
    sound.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = sound;
    source.connect(context.destination);
    source.start();
  });
  keep.addEventListener("click", () => {
    const sent = new DataTransfer();
    sent.items.add(new File([wav(samples)], "recording.wav", { type: "audio/wav" }));
    file.files = sent.files;
    form.requestSubmit(form.querySelector("button[value=upload]"));
  });
  // Browsers give a microphone to https and to the own machine alone.
  if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) {
    place.hidden = false;
    show();
  }
}
