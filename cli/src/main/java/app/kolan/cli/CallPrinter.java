package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.ExpectedProblems;
import app.kolan.twilio.stream.StreamEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints a simulated call as it happens.
///
/// Audio and marks are too many to print one by one: each sentence says how many went out and came
/// back. Used by one thread at a time.
final class CallPrinter {
  private static final String EXPECTED =
      " (nothing is wrong: this is how a talk that is over ends)";
  private static final Duration CLOCKS_APART = Duration.ofMillis(500);

  private final PrintWriter out;
  private final PromptLibrary prompts;
  private final CallerClips clips;
  private final ExpectedProblems problems = new ExpectedProblems();
  private final List<CallMoment.SayStarted> texts = new ArrayList<>();
  private @Nullable Duration streamSince;
  private int marksOut;
  private int marksBack;
  private Duration audioOut = Duration.ZERO;

  CallPrinter(PrintWriter out, PromptLibrary prompts, CallerClips clips) {
    this.out = out;
    this.prompts = prompts;
    this.clips = clips;
  }

  void print(CallMoment moment) {
    boolean isExpected = problems.isExpected(moment);
    switch (moment) {
      case CallMoment.CommandReceived received -> count(received);
      case CallMoment.EventSent(_, _, StreamEvent.MarkReached _) -> marksBack++;
      case CallMoment.AgentSpoke spoke ->
          spoken(spoke.at(), "agent ", agentText(spoke), spoke.from(), delivery(spoke));
      case CallMoment.CallerSpoke spoke ->
          spoken(spoke.at(), "caller", clipText(spoke.clip()), spoke.from(), "");
      case CallMoment.StreamOpened opened -> {
        streamSince = opened.at();
        line(opened.at(), opened.words());
      }
      case CallMoment.SayStarted said -> {
        texts.add(said);
        line(said.at(), said.words());
      }
      case CallMoment.StreamEnded ended -> line(ended.at(), ended.words() + meaning(ended));
      default -> line(moment.at(), moment.words() + (isExpected ? EXPECTED : ""));
    }
    out.flush();
  }

  /// What a server of Kolan's says by the code with which it closes.
  private static String meaning(CallMoment.StreamEnded ended) {
    if (ended.by() != CallMoment.StreamEnded.By.SERVER) {
      return "";
    }
    return switch (ended.closeCode()) {
      case 1000 -> "";
      case 1001 -> ": it is being stopped";
      case 1008 -> ": it refuses the stream; its log says why";
      case 1009 -> ": a message was too large for it";
      case 1011 -> ": it has failed; its log says why";
      default -> ": that is no usual end";
    };
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

  /// How a sentence went over the stream. What the carrier itself played or read before there was
  /// one has no figures: those that are counted belong to the next sentence.
  private String delivery(CallMoment.AgentSpoke spoke) {
    if (streamSince == null || spoke.from().plus(CLOCKS_APART).compareTo(streamSince) < 0) {
      return "";
    }
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

  private @Nullable String agentText(CallMoment.AgentSpoke spoke) {
    if (spoke.prompt() != null) {
      return promptText(spoke.prompt());
    }
    return texts.stream()
        .filter(text -> isWithin(spoke.from(), text))
        .map(CallMoment.SayStarted::text)
        .findFirst()
        .orElse(null);
  }

  private static boolean isWithin(Duration time, CallMoment.SayStarted text) {
    return time.plus(CLOCKS_APART).compareTo(text.at()) >= 0
        && time.compareTo(text.at().plus(text.length())) < 0;
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
