package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.CallMoment;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints a simulated call as it happens.
///
/// Audio and marks are too many to print one by one: each sentence says how many went out and came
/// back. Used by one thread at a time.
final class CallPrinter {
  private final PrintWriter out;
  private final PromptLibrary prompts;
  private final CallerClips clips;
  private int marksOut;
  private int marksBack;
  private Duration audioOut = Duration.ZERO;

  CallPrinter(PrintWriter out, PromptLibrary prompts, CallerClips clips) {
    this.out = out;
    this.prompts = prompts;
    this.clips = clips;
  }

  void print(CallMoment moment) {
    switch (moment) {
      case CallMoment.CommandReceived received -> count(received);
      case CallMoment.EventSent(_, _, StreamEvent.MarkReached _) -> marksBack++;
      case CallMoment.AgentSpoke spoke ->
          spoken(spoke.at(), "agent ", promptText(spoke.prompt()), spoke.from(), delivery(spoke));
      case CallMoment.CallerSpoke spoke ->
          spoken(spoke.at(), "caller", clipText(spoke.clip()), spoke.from(), "");
      case CallMoment.ProblemRaised raised when raised.problem().equals(Problems.STREAM_CLOSED) ->
          line(raised.at(), raised.words() + " (meant: this is how a talk that is over ends)");
      default -> line(moment.at(), moment.words());
    }
    out.flush();
  }

  private void count(CallMoment.CommandReceived received) {
    switch (received.command()) {
      case MEDIA -> audioOut = audioOut.plus(received.audio());
      case MARK -> marksOut++;
      case CLEAR -> line(received.at(), "the server says “clear”: what is queued is thrown away");
    }
  }

  private void spoken(
      Duration at, String who, @Nullable String text, Duration from, String delivery) {
    String said = text == null ? "something" : "“" + text + "”";
    line(at, "%s since %s s: %s%s".formatted(who, seconds(from), said, delivery));
  }

  private String delivery(CallMoment.AgentSpoke spoke) {
    String heard = spoke.whole() ? "heard to its end" : "cut off";
    String delivery =
        audioOut.isZero()
            ? ""
            : " (%s; %s s of audio and %d marks out, %d marks back)"
                .formatted(heard, seconds(audioOut), marksOut, marksBack);
    marksOut = 0;
    marksBack = 0;
    audioOut = Duration.ZERO;
    return delivery;
  }

  private void line(Duration at, String words) {
    out.println("%7s s  %s".formatted(seconds(at), words));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
  }

  private @Nullable String promptText(@Nullable String id) {
    return Arrays.stream(Prompt.values())
        .filter(prompt -> prompt.id().equals(id))
        .map(prompts::text)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String clipText(@Nullable String name) {
    return name != null && clips.names().contains(name) ? clips.text(name) : name;
  }
}
