package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * How a prompt is recognised.
 *
 * Audio passes through the carrier untouched, so a known prompt is heard sample for sample. At each
 * audible sample outside of a known prompt, a hypothesis starts for every prompt that begins with
 * this sample; later samples reject the wrong ones. After 20 ms a hypothesis is confirmed.
 * Prompts with a common beginning stay possible together until they differ.
 *
 *   heard     ....|AAAAAAAAAAAA|BBBBBBB.......|BBBB|......
 *                  A to its end  B, a gap (the sender ran dry), B goes on
 *
 * When the last confirmed hypothesis is rejected, the next prompt may follow without any gap. Its
 * first samples may by chance be those that the rejected one expected, so the search restarts a few
 * samples back. A sound that is not a prompt is one utterance until 400 ms of silence.
 */

/// Segments the agent's audio into utterances and recognises known prompts by their content.
final class PromptRecognizer {
  private static final int SILENCE_BETWEEN = 400 * Mulaw.RATE / 1000;
  private static final int LONGEST_GAP = Mulaw.RATE;
  private static final int LOOK_BACK = 32;

  private final List<Known> prompts;
  private final List<HeardUtterance> utterances = new ArrayList<>();
  private final List<PromptMatch> matches = new ArrayList<>();
  private final byte[] recent = new byte[LOOK_BACK];
  private @Nullable HeardUtterance current;
  private @Nullable PromptMatch best;
  private List<PromptMatch> alike = List.of();
  private boolean matchesChanged;
  private List<PromptMatch> brokenOff = List.of();
  private boolean sure;
  private long now;
  private long quietSince;

  /// A prompt, and where its first audible sample is. A prompt without one is never heard.
  private record Known(String name, Mulaw sound, int begin) {
    static Known of(String name, Mulaw sound) {
      return new Known(name, sound, PromptMatch.firstAudible(sound, 0));
    }

    byte firstCode() {
      return sound.at(begin);
    }
  }

  PromptRecognizer(Map<String, Mulaw> prompts) {
    this.prompts =
        prompts.entrySet().stream()
            .map(prompt -> Known.of(prompt.getKey(), prompt.getValue()))
            .filter(prompt -> prompt.begin() < prompt.sound().length())
            .toList();
  }

  void accept(Mulaw frame) {
    for (int i = 0; i < frame.length(); i++) {
      accept(frame.at(i));
    }
  }

  /// Every utterance that lasted for 20 ms or is over, in order.
  List<HeardUtterance> utterances() {
    return utterances;
  }

  /// The utterance that is being heard now.
  Optional<HeardUtterance> current() {
    return Optional.ofNullable(current);
  }

  /// Behind the last audible sample; 0 when there was none.
  long quietSince() {
    return quietSince;
  }

  /// Whether a known prompt is being heard, be it in one of its pauses.
  boolean isWithinPrompt() {
    return sure;
  }

  /// Whether an utterance is over and cannot be resumed after a gap any more.
  boolean isSettled(HeardUtterance utterance) {
    boolean mayResume =
        !brokenOff.isEmpty()
            && utterance == utterances.getLast()
            && now - utterance.end() <= LONGEST_GAP;
    return utterance.isOver() && !mayResume;
  }

  /// Ends the current utterance, since the line is closed.
  void lineEnded() {
    brokenOff = List.of();
    if (sure) {
      finishPrompt();
    } else if (current != null) {
      finishUnknown(current);
    }
  }

  private void accept(byte code) {
    boolean audible = PromptMatch.isAudible(code);
    reject(code);
    if (sure && matches.isEmpty()) {
      brokenOff = best != null && !best.isComplete() ? alike : List.of();
      finishPrompt();
      searchAgain();
    }
    if (audible) {
      quietSince = now + 1;
      if (!sure) {
        supposeBeginnings(code, now);
        supposeResumption(code);
      }
      if (current == null) {
        current = new HeardUtterance(now);
      }
      current.audibleAt(now);
    }
    recent[(int) (now % LOOK_BACK)] = code;
    now++;
    settle();
  }

  /// Drops the hypotheses that expected another sample. This and what [#settle] does is done 8,000
  /// times a second in each call, and looks at no more than what has changed.
  private void reject(byte code) {
    if (!matches.isEmpty() && matches.removeIf(match -> !match.survives(code))) {
      matchesChanged = true;
    }
  }

  private void suppose(PromptMatch match) {
    matches.add(match);
    matchesChanged = true;
  }

  private void supposeBeginnings(byte code, long at) {
    for (Known prompt : prompts) {
      if (prompt.firstCode() == code) {
        suppose(PromptMatch.beginning(prompt.name(), prompt.sound(), prompt.begin(), at));
      }
    }
  }

  private void supposeResumption(byte code) {
    if (brokenOff.isEmpty() || current != null) {
      return;
    }
    if (now - utterances.getLast().end() > LONGEST_GAP) {
      brokenOff = List.of();
      return;
    }
    for (PromptMatch broken : brokenOff) {
      PromptMatch resumption = broken.resumingAt(now);
      if (resumption.survives(code)) {
        suppose(resumption);
      }
    }
  }

  /// Starts hypotheses in the latest samples; later samples confirm or reject them.
  private void searchAgain() {
    for (long at = Math.max(0, now - LOOK_BACK); at < now; at++) {
      byte code = recent[(int) (at % LOOK_BACK)];
      reject(code);
      if (PromptMatch.isAudible(code)) {
        supposeBeginnings(code, at);
      }
    }
  }

  private void settle() {
    if (!sure) {
      for (PromptMatch match : matches) {
        if (match.isSure()) {
          becomeSure(match);
          break;
        }
      }
    }
    if (sure) {
      settlePrompt();
    } else if (current != null) {
      settleUnknown(current);
    }
  }

  private void becomeSure(PromptMatch match) {
    sure = true;
    matches.removeIf(other -> other.start() != match.start() || other.resumes() != match.resumes());
    matchesChanged = true;
    HeardUtterance before = current;
    if (before != null && utterances.contains(before) && before.start() < match.start()) {
      before.cutAt(match.start());
      before.finish(null, Set.of(), false);
    } else if (before != null) {
      utterances.remove(before);
    }
    HeardUtterance utterance;
    if (match.resumes()) {
      utterance = utterances.getLast();
      utterance.resume();
    } else {
      utterance = new HeardUtterance(match.start());
      utterances.add(utterance);
    }
    utterance.audibleAt(quietSince - 1);
    current = utterance;
    brokenOff = List.of();
  }

  private void settlePrompt() {
    PromptMatch before = best;
    boolean allComplete = true;
    for (PromptMatch match : matches) {
      if (best == null || match.isBetterThan(best)) {
        best = match;
      }
      allComplete &= match.isComplete();
    }
    if (matchesChanged || best != before) {
      alike = List.copyOf(matches);
      matchesChanged = false;
      if (current != null) {
        current.narrowTo(namesOf(alike, best));
      }
    }
    if (allComplete) {
      finishPrompt();
    }
  }

  private void finishPrompt() {
    if (current != null && best != null) {
      boolean whole = best.isComplete();
      current.finish(best.name(), whole ? Set.of(best.name()) : namesOf(alike, best), whole);
    }
    current = null;
    best = null;
    sure = false;
    matches.clear();
    matchesChanged = true;
  }

  private static Set<String> namesOf(List<PromptMatch> matches, @Nullable PromptMatch best) {
    return Stream.concat(Stream.ofNullable(best), matches.stream())
        .map(PromptMatch::name)
        .collect(Collectors.toSet());
  }

  private void settleUnknown(HeardUtterance unknown) {
    if (now - unknown.start() > PromptMatch.ENOUGH && !utterances.contains(unknown)) {
      utterances.add(unknown);
      brokenOff = List.of();
    }
    if (now - quietSince > SILENCE_BETWEEN) {
      finishUnknown(unknown);
    }
  }

  private void finishUnknown(HeardUtterance unknown) {
    if (!utterances.contains(unknown)) {
      utterances.add(unknown);
    }
    unknown.finish(null, Set.of(), false);
    brokenOff = List.of();
    current = null;
  }
}
