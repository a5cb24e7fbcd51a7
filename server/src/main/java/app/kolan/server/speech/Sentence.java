package app.kolan.server.speech;

/// One sentence to be spoken, as the source file has it.
///
/// @param id the name of its audio files, without their ending
/// @param text what people read, in plain Hebrew
/// @param phonemes the same in espeak-ng's notation, for engines that cannot read Hebrew
/// @param speaker who says it
public record Sentence(String id, String text, String phonemes, Speaker speaker) {
  /// Changes when the sentence would have to be rendered again.
  String sourceHash() {
    return ContentHash.of(String.join("\n", id, text, phonemes, speaker.toString()));
  }
}
