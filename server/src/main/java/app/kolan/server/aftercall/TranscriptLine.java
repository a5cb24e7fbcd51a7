package app.kolan.server.aftercall;

import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line that was said in a call, or in a message that was left in it. It prints without words.
sealed interface TranscriptLine {
  /// The most of one line that is translated.
  int MOST = 1500;

  /// What names it among the lines of its call.
  int number();

  Speaker speaker();

  @Nullable String words();

  @Nullable String translation();

  /// A turn of the talk.
  record OfTurn(Turn turn) implements TranscriptLine {
    @Override
    public int number() {
      return turn.position();
    }

    @Override
    public Speaker speaker() {
      return turn.speaker();
    }

    @Override
    public @Nullable String words() {
      return turn.words();
    }

    @Override
    public @Nullable String translation() {
      return turn.translation();
    }
  }

  /// A message.
  record OfMessage(int number, Recording message) implements TranscriptLine {
    @Override
    public Speaker speaker() {
      return Speaker.CALLER;
    }

    @Override
    public @Nullable String words() {
      return message.words();
    }

    @Override
    public @Nullable String translation() {
      return message.translation();
    }
  }

  /// All lines of a call: its turns, then its messages.
  static List<TranscriptLine> of(FinishedCall facts) {
    var lines = new ArrayList<TranscriptLine>();
    facts.turns().forEach(turn -> lines.add(new OfTurn(turn)));
    int number = facts.turns().stream().mapToInt(Turn::position).max().orElse(-1);
    for (Recording message : facts.recordings()) {
      lines.add(new OfMessage(++number, message));
    }
    return lines;
  }

  /// What is translated of it.
  default String text() {
    String words = words() == null ? "" : words().strip();
    return words.length() <= MOST ? words : words.substring(0, MOST);
  }

  /// Numbers are written alike in all languages.
  default boolean hasLetters() {
    return text().codePoints().anyMatch(Character::isLetter);
  }

  default WrittenLanguage language() {
    return WrittenLanguage.of(text());
  }
}
