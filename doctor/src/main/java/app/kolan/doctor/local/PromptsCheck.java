package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.prompts.BrokenPrompts;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether every prompt exists, can be decoded in both its formats, and has the level of speech.
final class PromptsCheck implements Check {
  private static final Duration LONGEST = Duration.ofSeconds(45);
  private static final Duration SHORTEST = Duration.ofMillis(150);
  private static final double FAINT = -30;
  private static final double LOUD = -0.5;
  private static final Duration MOST_APART = Duration.ofMillis(750);

  private final @Nullable Path own;

  PromptsCheck(@Nullable Path own) {
    this.own = own;
  }

  @Override
  public String name() {
    return "prompts";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    try {
      PromptLibrary library = own == null ? PromptLibrary.shipped() : PromptLibrary.over(own);
      for (Prompt prompt : Prompt.values()) {
        judge(prompt, library, findings);
      }
    } catch (BrokenPrompts e) {
      e.problems()
          .forEach(
              problem ->
                  findings.add(
                      Finding.broken(
                          problem, "serve does not start without its prompts", e.remedy())));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.fine(
                "all %d prompts can be played%s"
                    .formatted(
                        Prompt.values().length, own == null ? "" : ", those of " + own + " first")))
        : findings;
  }

  private static void judge(Prompt prompt, PromptLibrary library, List<Finding> findings) {
    Mulaw audio = library.audio(prompt);
    Duration length = audio.duration();
    double peak = audio.toPcm().peakDbfs();
    String name = prompt.fileName();
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      findings.add(
          odd("%s lasts %s".formatted(name, seconds(length)), "that is very short or very long"));
    }
    if (peak < FAINT) {
      findings.add(
          odd(
              "%s is faint, %d dBFS at its peak".formatted(name, (int) peak),
              "it is hard to hear"));
    } else if (peak > LOUD) {
      findings.add(
          odd("%s is as loud as can be at its peak".formatted(name), "it may be distorted"));
    }
    byte[] mp3 =
        library.mp3(library.fixedName(prompt)).orElseThrow(IllegalStateException::new).bytes();
    Optional<Duration> played = Mp3Length.of(mp3);
    if (played.isEmpty()) {
      findings.add(
          Finding.broken(
                  name + ".mp3 is no MP3 file to its end",
                  "Twilio cannot play it",
                  "Make it anew from the recording with kolan prompts; see docs/prompts.md.")
              .raising(13420));
    } else if (played.get().minus(length).abs().compareTo(MOST_APART) > 0) {
      findings.add(
          odd(
              "%s lasts %s as MP3 and %s on the stream"
                  .formatted(name, seconds(played.get()), seconds(length)),
              "the two were made from different recordings"));
    }
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
  }

  private static Finding odd(String what, String why) {
    return Finding.warning(what, why, "Listen to it, and record it again; see docs/prompts.md.");
  }
}
