package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A turn that has just been taken; [TurnStore#add] gives it its position. It prints without its
/// keys and words.
///
/// @param about the prompt that was played, or the question that was answered
/// @param from from the stream's start
/// @param to from the stream's start
/// @param heard how much of it the other side heard
/// @param cutOff whether the other side interrupted it
/// @param keys the keys that the caller pressed
/// @param audioFile its sound, relative to the data folder
/// @param words what was said, as far as it is known: for our side, what the other side heard of it
/// @param unheard what our side would have said after that; null for nothing
public record NewTurn(
    CallSid call,
    Speaker speaker,
    String about,
    Duration from,
    Duration to,
    Duration heard,
    boolean cutOff,
    @Nullable String keys,
    @Nullable String audioFile,
    @Nullable String words,
    @Nullable String unheard) {

  /// A turn whose words are not known.
  public NewTurn(
      CallSid call,
      Speaker speaker,
      String about,
      Duration from,
      Duration to,
      Duration heard,
      boolean cutOff,
      @Nullable String keys,
      @Nullable String audioFile) {
    this(call, speaker, about, from, to, heard, cutOff, keys, audioFile, null);
  }

  /// A turn of which all was heard.
  public NewTurn(
      CallSid call,
      Speaker speaker,
      String about,
      Duration from,
      Duration to,
      Duration heard,
      boolean cutOff,
      @Nullable String keys,
      @Nullable String audioFile,
      @Nullable String words) {
    this(call, speaker, about, from, to, heard, cutOff, keys, audioFile, words, null);
  }

  /// The same so much later.
  public NewTurn after(Duration offset) {
    return new NewTurn(
        call,
        speaker,
        about,
        from.plus(offset),
        to.plus(offset),
        heard,
        cutOff,
        keys,
        audioFile,
        words,
        unheard);
  }

  Turn at(int position) {
    return new Turn(
        call, position, speaker, about, from, to, heard, cutOff, keys, audioFile, words, unheard,
        null);
  }

  @Override
  public String toString() {
    return "New" + at(-1);
  }
}
