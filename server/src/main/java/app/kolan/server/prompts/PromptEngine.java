package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;

/// Renders a written sentence into audio offline: for prompts that are rendered once and kept, not
/// for a live call.
///
/// The same sentence gives the same samples, as long as [#version] is the same.
public interface PromptEngine {
  /// The engine's name, for people and for the manifest: `espeak-ng`.
  String name();

  /// Whether the engine is installed and usable.
  boolean isFound();

  /// The installed version; empty when it has none or is not found.
  String version();

  /// What to do when it is not found: one sentence without a full stop.
  String remedy();

  /// The audio of a sentence, at any sample rate and loudness. Blocks, for seconds at most.
  ///
  /// @throws EngineFailed when there is no audio; a retry would not help
  /// @throws InterruptedException when interrupted while the engine works, which ends that work
  Pcm render(PromptSentence sentence) throws RenderingFailed, InterruptedException;
}
