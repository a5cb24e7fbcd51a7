package app.kolan.server.prompts;

/// One sentence of the source file.
///
/// @param id the name of its audio files, without their ending
/// @param text what people read, in plain Hebrew
/// @param phonemes the same in espeak-ng's notation, for engines that cannot read Hebrew
/// @param speaker who says it
public record PromptSentence(String id, String text, String phonemes, VoiceStyle speaker) {
  /// Changes when the sentence would have to be rendered again. Manifests of prompts that people
  /// have rendered hold it, so its input must stay as it is, the word `Speaker` included.
  String sourceHash() {
    String style =
        "Speaker[voice=%s, pitch=%d, speed=%d]"
            .formatted(speaker.voice(), speaker.pitch(), speaker.speed());
    return ContentHash.of(String.join("\n", id, text, phonemes, style));
  }
}
