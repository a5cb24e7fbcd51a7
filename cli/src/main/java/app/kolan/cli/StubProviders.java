package app.kolan.cli;

import app.kolan.lab.eval.HeardCall.Said;
import app.kolan.lab.eval.StoryScript;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.llm.ScriptedModel;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.stubs.tts.VoiceStub;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stubs of providers on this machine, for commands that run without an account: speech-to-text
/// that knows the callers' clips, a scripted language model, and text-to-speech in tones.
final class StubProviders implements AutoCloseable {
  private static final String KEY = VoiceStub.KEY;
  private static final ToneSpeed PACE = ToneSpeed.QUICK;

  /// A woman's, by its name.
  private static final String VOICE = "he-IL-HilaNeural";

  private final KnownClips clips = new KnownClips();
  private final Set<Mulaw> known = new HashSet<>();
  private final ProviderStub speechToText = new DeepgramStub(clips, KEY);
  private final ProviderStub languageModel =
      new OpenAiChatStub(KEY, ScriptedModel.read("model-scripts/receptionist.yaml"));
  private final AzureVoiceStub voice = new AzureVoiceStub();

  private StubProviders() {}

  static StubProviders start() {
    var stubs = new StubProviders();
    stubs.voice.talk(PACE);
    List.of(stubs.speechToText, stubs.languageModel, stubs.voice).forEach(ProviderStub::start);
    return stubs;
  }

  /// The words of these callers are understood from now on.
  void understand(Collection<StoryScript> callers) {
    for (StoryScript caller : callers) {
      caller
          .words()
          .forEach(
              (sound, words) -> {
                Mulaw clip = caller.sounds().getOrDefault(sound, Mulaw.EMPTY);
                if (known.add(clip)) {
                  clips.knows(clip, words);
                }
              });
    }
  }

  /// Speech-to-text, a language model and text-to-speech.
  ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", speechToText.socketUrl())),
        List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  /// What a caller heard the voice say.
  static List<Said> heard(CallReport report) {
    return ToneCodec.read(report.agentSide().toMulaw()).stream()
        .map(text -> new Said(text.text(), begin(text)))
        .toList();
  }

  /// Silence before a text may be counted as the text's, so its beginning is derived from its end.
  private static Duration begin(HeardText text) {
    return text.endsAfter().minus(ToneCodec.mulaw(text.text(), PACE).duration());
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", VOICE, "he-IL", ProviderTimeouts.USUAL);
  }

  @Override
  public void close() {
    List.of(speechToText, languageModel, voice).forEach(ProviderStub::close);
  }
}
