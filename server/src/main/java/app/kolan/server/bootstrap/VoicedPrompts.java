package app.kolan.server.bootstrap;

import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tts.CachedTextToSpeech;
import app.kolan.server.tts.Synthesis;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sentences of a prompt library in the voice of a text-to-speech provider, so that a caller
/// hears one voice.
///
/// Each sentence is requested from the provider once, beside the calls, and is then in the cache. A
/// call keeps the prompts that it begins with: a sentence that is not in the cache at that time has
/// the library's own audio. So neither the provider nor the cache can delay or fail a call.
///
/// Safe to share between calls.
public final class VoicedPrompts {
  /// The sentences of agents that answer by text-to-speech. The digits stay as they are: a voice
  /// reads one digit by itself in another tone than within a number.
  public static final List<Prompt> SENTENCES =
      List.of(
          Prompt.ASK_REASON,
          Prompt.ASK_REASON_AGAIN,
          Prompt.ONE_MOMENT,
          Prompt.STILL_THERE,
          Prompt.GOODBYE_SILENCE,
          Prompt.TRANSFERRING,
          Prompt.NO_HUMAN,
          Prompt.SORRY);

  private static final Logger LOG = LoggerFactory.getLogger(VoicedPrompts.class);

  private final CachedTextToSpeech voice;
  private final SpokenForm spokenForm;
  private final Map<String, Mulaw> rendered = new ConcurrentHashMap<>();
  private final AtomicBoolean rendering = new AtomicBoolean();

  /// @param spokenForm how the business's texts are written for a voice
  public VoicedPrompts(CachedTextToSpeech voice, SpokenForm spokenForm) {
    this.voice = voice;
    this.spokenForm = spokenForm;
  }

  /// The prompts of a call that begins now. Starts to render what is missing, and does not wait for
  /// it.
  public PromptLibrary of(PromptLibrary library) {
    var audio = new ConcurrentHashMap<Prompt, Mulaw>();
    for (Prompt prompt : SENTENCES) {
      Mulaw known = rendered.get(library.text(prompt));
      if (known != null) {
        audio.put(prompt, known);
      }
    }
    if (audio.size() < SENTENCES.size() && rendering.compareAndSet(false, true)) {
      List<String> missing =
          SENTENCES.stream()
              .filter(prompt -> !audio.containsKey(prompt))
              .map(library::text)
              .toList();
      render(missing);
    }
    return library.withAudio(audio);
  }

  private void render(List<String> sentences) {
    Thread.ofVirtual()
        .name("prompts-in-voice")
        .start(
            () -> {
              try {
                for (String sentence : sentences) {
                  rendered.put(sentence, audio(spokenForm.of(sentence).strip()));
                }
              } catch (ProviderFailure failure) {
                LOG.atWarn()
                    .addKeyValue("provider", failure.provider())
                    .addKeyValue("kind", failure.kind())
                    .log("prompts were not rendered, and keep their own audio for now");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                rendering.set(false);
              }
            });
  }

  private Mulaw audio(String sentence) throws ProviderFailure, InterruptedException {
    try (Synthesis synthesis = voice.sayFixed(sentence)) {
      var pieces = new ArrayList<Mulaw>();
      for (Mulaw piece = synthesis.next(); piece != null; piece = synthesis.next()) {
        pieces.add(piece);
      }
      return Mulaw.join(pieces);
    }
  }
}
