package app.kolan.server.aftercall;

import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is stored of a call that is over. It prints without words.
///
/// @param lead null when the call left none
record FinishedCall(
    LoggedCall call, @Nullable Lead lead, List<Turn> turns, List<Recording> recordings) {
  /// Of a long call, its beginning and its end tell what it was about.
  private static final int MOST_LETTERS = 24_000;

  FinishedCall {
    turns = List.copyOf(turns);
    recordings = List.copyOf(recordings);
  }

  /// Reads them; empty for a call that never arrived.
  static Optional<FinishedCall> read(Stores stores, CallSid sid) {
    return stores
        .calls()
        .find(sid)
        .map(
            call ->
                new FinishedCall(
                    call,
                    stores.leads().find(sid).orElse(null),
                    stores.turns().findByCall(sid),
                    stores.recordings().findByCall(sid).stream()
                        .filter(recording -> recording.state() != RecordingState.ABSENT)
                        .toList()));
  }

  /// Whether the caller left or said anything: otherwise there is nothing to summarise.
  boolean hasContent() {
    return lead != null
        || !recordings.isEmpty()
        || turns.stream().anyMatch(turn -> turn.speaker() == Speaker.CALLER);
  }

  /// Whether words of the caller's are known.
  boolean hasWords() {
    return recordings.stream().anyMatch(recording -> isSaid(recording.words()))
        || turns.stream()
            .anyMatch(turn -> turn.speaker() == Speaker.CALLER && isSaid(turn.words()));
  }

  /// Who called, as far as it is known in words.
  Optional<String> name() {
    return known(lead == null ? null : lead.name())
        .or(() -> lead == null ? Optional.empty() : wordsOf(lead.nameTurn()));
  }

  /// Why, as far as it is known in words.
  Optional<String> reason() {
    return known(lead == null ? null : lead.subject())
        .or(() -> lead == null ? Optional.empty() : wordsOf(lead.reasonTurn()));
  }

  private Optional<String> wordsOf(@Nullable Integer position) {
    return position == null
        ? Optional.empty()
        : turns.stream()
            .filter(turn -> turn.position() == position)
            .findFirst()
            .flatMap(turn -> known(turn.words()));
  }

  private static Optional<String> known(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
  }

  static boolean isSaid(@Nullable String words) {
    return words != null && !words.isBlank();
  }

  /// What a language model is given: who said what, in order, and the messages that were left.
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("outcome", call.outcome().name());
    ArrayNode said = json.putArray("conversation");
    int letters = 0;
    int total = turns.stream().mapToInt(FinishedCall::letters).sum();
    for (Turn turn : turns) {
      int before = letters;
      letters += letters(turn);
      boolean isMiddle = before > MOST_LETTERS / 3 && total - letters > 2 * MOST_LETTERS / 3;
      if (isSaid(turn.words()) && !isMiddle) {
        String who = turn.speaker() == Speaker.CALLER ? "caller" : "us";
        said.addObject().put(who, cut(turn.words()));
      }
    }
    ArrayNode messages = json.putArray("messages");
    for (Recording recording : recordings) {
      if (isSaid(recording.words())) {
        messages.addObject().put("caller", cut(recording.words()));
      }
    }
    name().ifPresent(name -> json.put("caller's name", cut(name)));
    reason().ifPresent(reason -> json.put("caller's reason", cut(reason)));
    return json.toString();
  }

  private static int letters(Turn turn) {
    return turn.words() == null ? 0 : turn.words().length();
  }

  private static String cut(@Nullable String words) {
    String text = words == null ? "" : words.strip();
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS);
  }

  @Override
  public String toString() {
    return "FinishedCall[call=%s, turns=%d, recordings=%d]"
        .formatted(call.sid(), turns.size(), recordings.size());
  }
}
