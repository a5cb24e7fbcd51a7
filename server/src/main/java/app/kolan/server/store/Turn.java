package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One side's turn in a call, with times from the stream's start, exact to a millisecond. It prints
/// without its keys and words.
///
/// @param position from 0, without gaps
/// @param about the prompt that was played, or the question that was answered
/// @param heard how much of it the other side heard
/// @param cutOff whether the other side interrupted it
/// @param keys the keys that the caller pressed
/// @param audioFile its sound, relative to the data folder
/// @param words what was said, as far as it is known: for our side, what the other side heard of it
/// @param unheard what our side would have said after that; null for nothing
/// @param translation the words in the language of the business, where they are in another one and
///   were translated; null for none
public record Turn(
    CallSid call,
    int position,
    Speaker speaker,
    String about,
    Duration from,
    Duration to,
    Duration heard,
    boolean cutOff,
    @Nullable String keys,
    @Nullable String audioFile,
    @Nullable String words,
    @Nullable String unheard,
    @Nullable String translation) {

  @Override
  public String toString() {
    return "Turn[call=%s, position=%d, speaker=%s, about=%s, from=%s, to=%s, heard=%s, cutOff=%s, keys=%s, audioFile=%s]"
        .formatted(
            call,
            position,
            speaker,
            about,
            from,
            to,
            heard,
            cutOff,
            keys == null ? null : "***",
            audioFile);
  }
}
