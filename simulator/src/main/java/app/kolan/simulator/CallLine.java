package app.kolan.simulator;

import app.kolan.simulator.script.CallerFrame;
import app.kolan.simulator.script.ScriptedCaller;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * A call's thread and its clock.
 *
 * Frame n of an answered call is due at `answered + n · 20 ms / pace`: an absolute deadline, so that
 * a late frame makes no later one late, and a stall is followed by a burst, as on a real line.
 * Between frames the thread runs posted tasks: socket messages, REST requests, finished downloads.
 * So all state of a call belongs to this one thread; other threads post to it.
 */

/// One telephone line: the caller at one end, and the verb in progress at the other.
///
/// Everything but [#post] belongs to the call's thread.
final class CallLine {
  /// Receives both sides of a call's audio.
  interface Tap {
    void frame(Mulaw said, Mulaw heard);
  }

  private final ScriptedCaller caller;
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
  private int linesReported;
  private Mulaw heardLast = Mulaw.SILENT_FRAME;
  private @Nullable VerbInterruption interruption;

  CallLine(ScriptedCaller caller, CallLog log, double pace) {
    this.caller = caller;
    this.log = log;
    this.nanosPerFrame = (long) (Mulaw.FRAME_LENGTH.toNanos() / pace);
  }

  /// Runs a task on the call's thread, between two frames. Any thread may post.
  void post(Runnable newsItem) {
    news.add(newsItem);
  }

  /// Takes the call away from its verb before the next frame. The first interruption counts, but an
  /// end beats other instructions.
  void turnTo(VerbInterruption newInterruption) {
    if (interruption == null || newInterruption instanceof VerbInterruption.CallOver) {
      interruption = newInterruption;
    }
  }

  boolean isAnswered() {
    return answered;
  }

  /// Answers the call; frames flow from here on.
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

  /// Advances by one frame.
  ///
  /// @param agent the agent's audio, given the caller's frame
  CallerFrame frame(Function<CallerFrame, Mulaw> agent)
      throws VerbInterruption, InterruptedException {
    awaitDeadline();
    CallerFrame moment = caller.next(heardLast);
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
      throw new VerbInterruption.CallOver(CallEnd.CALLER_HUNG_UP);
    }
    return moment;
  }

  /// Advances by one frame together with another line, whose thread and clock this one follows.
  ///
  /// @param other what is said on the other line
  CallerFrame inStepWith(Mulaw other) {
    CallerFrame moment = caller.next(heardLast);
    if (moment.interrupts()) {
      log.add(CallMoment.Interrupted::new);
    }
    tellLines();
    heardLast = other;
    said.writeBytes(moment.audio().bytes());
    heard.writeBytes(other.bytes());
    frames++;
    return moment;
  }

  /// Advances by one silent frame.
  CallerFrame silentFrame() throws VerbInterruption, InterruptedException {
    return frame(_ -> Mulaw.SILENT_FRAME);
  }

  /// Waits for an asynchronous result; meanwhile the caller hears silence or ringing.
  <T> T during(CompletableFuture<T> work) throws VerbInterruption, InterruptedException {
    return during(work, () -> Mulaw.SILENT_FRAME);
  }

  /// Waits for an asynchronous result.
  ///
  /// @param meanwhile what a caller who was answered hears, frame by frame
  <T> T during(CompletableFuture<T> work, Supplier<Mulaw> meanwhile)
      throws VerbInterruption, InterruptedException {
    interruptVerb();
    var _ = work.whenComplete((_, _) -> post(() -> {}));
    while (!work.isDone()) {
      if (answered) {
        var _ = frame(_ -> meanwhile.get());
      } else {
        news.take().run();
        interruptVerb();
      }
    }
    return work.join();
  }

  /// The call is over; no more frames flow.
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

  private void awaitDeadline() throws VerbInterruption, InterruptedException {
    long deadline = firstDeadline + frames * nanosPerFrame;
    while (true) {
      long left = deadline - System.nanoTime();
      Runnable item = left > 0 ? news.poll(left, TimeUnit.NANOSECONDS) : news.poll();
      if (item != null) {
        item.run();
      }
      interruptVerb();
      if (item == null && deadline - System.nanoTime() <= 0) {
        return;
      }
    }
  }

  private void interruptVerb() throws VerbInterruption {
    VerbInterruption taken = interruption;
    if (taken != null) {
      interruption = null;
      throw taken;
    }
  }

  private void tellLines() {
    List<SpokenLine> lines = caller.lines();
    for (SpokenLine line : lines.subList(linesReported, lines.size())) {
      Duration from = answeredAt.plus(line.from());
      Duration to = answeredAt.plus(line.to());
      log.add(
          at ->
              switch (line.speaker()) {
                case AGENT -> new CallMoment.AgentSpoke(at, line.name(), from, to, line.whole());
                case CALLER -> new CallMoment.CallerSpoke(at, line.name(), from, to);
              });
    }
    linesReported = lines.size();
  }
}
