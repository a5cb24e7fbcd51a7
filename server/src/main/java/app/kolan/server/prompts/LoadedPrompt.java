package app.kolan.server.prompts;

import app.kolan.twilio.audio.Mulaw;

/// One prompt in all the forms that the library provides.
final class LoadedPrompt {
  private final Prompt prompt;
  private final String text;
  private final Mulaw audio;
  private final byte[] mp3;
  private final String hash;

  /// @param hash [ContentHash] of the MP3
  LoadedPrompt(Prompt prompt, String text, byte[] mulaw, byte[] mp3, String hash) {
    this(prompt, text, Mulaw.of(mulaw), mp3.clone(), hash);
  }

  private LoadedPrompt(Prompt prompt, String text, Mulaw audio, byte[] mp3, String hash) {
    this.prompt = prompt;
    this.text = text;
    this.audio = audio.paddedToFrames();
    this.mp3 = mp3;
    this.hash = hash;
  }

  /// The same with other telephone audio.
  LoadedPrompt withAudio(Mulaw other) {
    return new LoadedPrompt(prompt, text, other, mp3, hash);
  }

  Prompt prompt() {
    return prompt;
  }

  String text() {
    return text;
  }

  Mulaw audio() {
    return audio;
  }

  String fixedName() {
    return PromptFormat.MP3.fileName(prompt.fileName());
  }

  String hashedName() {
    return PromptFormat.MP3.fileName(prompt.fileName() + "." + hash);
  }

  PromptFile mp3(boolean immutable) {
    return new PromptFile("audio/mpeg", mp3, '"' + hash + '"', immutable);
  }
}
