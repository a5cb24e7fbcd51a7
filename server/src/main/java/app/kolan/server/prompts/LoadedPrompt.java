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
    this.prompt = prompt;
    this.text = text;
    this.audio = Mulaw.of(mulaw).paddedToFrames();
    this.mp3 = mp3.clone();
    this.hash = hash;
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
