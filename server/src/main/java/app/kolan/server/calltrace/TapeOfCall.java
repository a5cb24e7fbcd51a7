package app.kolan.server.calltrace;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The tape of one call while it is recorded. Any thread may add lines; adding never blocks.
final class TapeOfCall {
  private final TapeHeader header;
  private final TapeWriter recorder;
  private final long beganNanos = System.nanoTime();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger sockets = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private volatile int frames;
  private volatile boolean over;

  TapeOfCall(TapeHeader header, TapeWriter recorder) {
    this.header = header;
    this.recorder = recorder;
  }

  TapeHeader header() {
    return header;
  }

  CallSid call() {
    return header.call();
  }

  /// Whether Twilio has reported the end of the call.
  boolean isOver() {
    return over;
  }

  Tapes.Request asked(String path, FormPairs form) {
    int request = requests.incrementAndGet();
    if (form.first("CallStatus")
        .flatMap(CallStatus::ofWire)
        .filter(CallStatus::isEnd)
        .isPresent()) {
      over = true;
    }
    add(new TapeLine.Asked(here(), request, path, form));
    return (status, body) -> add(new TapeLine.Answered(here(), request, status, body));
  }

  SocketTape opened(String path, StreamEvent.Started started) {
    int socket = sockets.incrementAndGet();
    frames = 0;
    add(new TapeLine.Opened(here(), socket, path));
    var tape = new SocketTape(this, socket);
    tape.heard(started);
    return tape;
  }

  TapePosition at(int framesOfSocket) {
    frames = framesOfSocket;
    return here();
  }

  private TapePosition here() {
    return new TapePosition(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos), frames);
  }

  /// Adds a line, preceded by a note of the lines that were dropped, if any.
  void add(TapeLine line) {
    long missing = lost.get();
    if (missing > 0 && recorder.offer(this, new TapeLine.Lost(line.place(), missing))) {
      lost.addAndGet(-missing);
    }
    if (lost.get() > 0 || !recorder.offer(this, line)) {
      lost.incrementAndGet();
    }
  }
}
