package app.kolan.simulator;

import app.kolan.simulator.script.CallerPart;
import app.kolan.simulator.script.Moment;
import app.kolan.simulator.script.SpokenLine;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * A call's thread and its clock.
 *
 * Frame n of an answered call is due at `answered + n · 20 ms / pace`: an absolute deadline, so that
 * a late frame makes no later one late, and a stall is followed by a burst, as on a real line.
 * Between frames the thread takes news: messages of a socket, a REST request, a finished download.
 * So all state of a call belongs to one thread, and whoever else has something to say posts it.
 */

/// One telephone line: the caller at its one end, and whatever the instructions put at the other.
///
/// Everything but [#post] belongs to the call's thread.
final class CallLine {
  /// Listens in on a call.
  interface Tap {
    void frame(Mulaw said, Mulaw heard);
  }

  private final CallerPart caller;
  private final CallLog log;
  private final long nanosPerFrame;
  private final LinkedBlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
  private final List<Tap> taps = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  private boolean answered;
  private Duration answeredAt = Duration.ZERO;
  private long firstDeadline;
  private long frames;
  private int linesTold;
  private Mulaw heardLast = Mulaw.SILENT_FRAME;
  private @Nullable Detour detour;

  CallLine(CallerPart caller, CallLog log, double pace) {
    this.caller = caller;
    this.log = log;
    this.nanosPerFrame = (long) (Mulaw.FRAME_LENGTH.toNanos() / pace);
  }

  /// Has something done by the call's thread, between two frames. Any thread may post.
  void post(Runnable newsItem) {
    news.add(newsItem);
  }

  /// Takes the call away from its verb before the next frame. The first detour counts, but an end
  /// beats other instructions.
  void turnTo(Detour newDetour) {
    if (detour == null || newDetour instanceof Detour.CallOver) {
      detour = newDetour;
    }
  }

  boolean isAnswered() {
    return answered;
  }

  /// Takes the call: from here on frames pass.
  void answer() {
    if (!answered) {
      answered = true;
      answeredAt = log.now();
      firstDeadline = System.nanoTime();
      log.add(CallMoment.CallAnswered::new);
    }
  }

  void addTap(Tap tap) {
    taps.add(tap);
  }

  void removeTap(Tap tap) {
    taps.remove(tap);
  }

  /// Lets one frame pass.
  ///
  /// @param agent what the caller hears, given what he does
  Moment frame(Function<Moment, Mulaw> agent) throws Detour, InterruptedException {
    awaitDeadline();
    Moment moment = caller.next(heardLast);
    if (moment.interrupts()) {
      log.add(CallMoment.Interrupted::new);
    }
    tellLines();
    Mulaw agentAudio = agent.apply(moment);
    List.copyOf(taps).forEach(tap -> tap.frame(moment.audio(), agentAudio));
    heardLast = agentAudio;
    said.writeBytes(moment.audio().bytes());
    heard.writeBytes(agentAudio.bytes());
    frames++;
    if (moment.hangsUp()) {
      throw new Detour.CallOver(CallEnd.CALLER_HUNG_UP);
    }
    return moment;
  }

  /// Lets one frame pass in silence.
  Moment silentFrame() throws Detour, InterruptedException {
    return frame(_ -> Mulaw.SILENT_FRAME);
  }

  /// Waits for something that is done elsewhere; the caller hears silence, or the ringing.
  <T> T during(CompletableFuture<T> work) throws Detour, InterruptedException {
    takeDetour();
    var _ = work.whenComplete((_, _) -> post(() -> {}));
    while (!work.isDone()) {
      if (answered) {
        silentFrame();
      } else {
        news.take().run();
        takeDetour();
      }
    }
    return work.join();
  }

  /// The call is over: nothing passes any more.
  void end() {
    caller.lineEnded();
    tellLines();
  }

  Duration length() {
    return Duration.ofMillis(frames * Mulaw.FRAME_LENGTH.toMillis());
  }

  Pcm callerSide() {
    return Mulaw.of(said.toByteArray()).toPcm();
  }

  Pcm agentSide() {
    return Mulaw.of(heard.toByteArray()).toPcm();
  }

  private void awaitDeadline() throws Detour, InterruptedException {
    long deadline = firstDeadline + frames * nanosPerFrame;
    while (true) {
      long left = deadline - System.nanoTime();
      Runnable item = left > 0 ? news.poll(left, TimeUnit.NANOSECONDS) : news.poll();
      if (item != null) {
        item.run();
      }
      takeDetour();
      if (item == null && deadline - System.nanoTime() <= 0) {
        return;
      }
    }
  }

  private void takeDetour() throws Detour {
    Detour taken = detour;
    if (taken != null) {
      detour = null;
      throw taken;
    }
  }

  private void tellLines() {
    List<SpokenLine> lines = caller.lines();
    for (SpokenLine line : lines.subList(linesTold, lines.size())) {
      Duration from = answeredAt.plus(line.from());
      Duration to = answeredAt.plus(line.to());
      log.add(
          at ->
              switch (line.speaker()) {
                case AGENT -> new CallMoment.AgentSpoke(at, line.name(), from, to, line.whole());
                case CALLER -> new CallMoment.CallerSpoke(at, line.name(), from, to);
              });
    }
    linesTold = lines.size();
  }
}
