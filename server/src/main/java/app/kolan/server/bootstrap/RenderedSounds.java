package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.api.BusinessVoice;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.Greeting;
import app.kolan.server.normalize.Lexicon;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.server.tts.TextToSpeeches;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// The sentences of businesses as their own providers say them.
record RenderedSounds(BusinessDirectory directory, PromptLibraries prompts, AgentFactory agents)
    implements BusinessVoice {
  /// In characters; a voice is paid for each.
  private static final int LONGEST = 3000;

  @Override
  public String text(long business, Prompt sentence) {
    return settings(business)
        .map(settings -> text(settings, sentence))
        .orElseGet(() -> prompts.main().text(sentence));
  }

  @Override
  public Optional<Mulaw> usual(long business, Prompt sentence) {
    Optional<BusinessSettings> settings = settings(business);
    if (sentence == Prompt.GREETING
        && settings.map(found -> found.business().greeting() != null).orElse(false)) {
      return Optional.empty();
    }
    PromptLibrary library =
        settings.map(found -> prompts.in(found.prompts())).orElseGet(prompts::main);
    return Optional.of(library.audio(sentence));
  }

  @Override
  public Optional<Pcm> say(long business, String text)
      throws ProviderFailure, InterruptedException {
    BusinessSettings settings = settings(business).orElse(null);
    return settings == null
        ? Optional.empty()
        : say(settings, settings.business().profile().lexicon(), text);
  }

  @Override
  public Optional<Pcm> say(BusinessSettings settings, Map<String, String> lexicon, String text)
      throws ProviderFailure, InterruptedException {
    AgentServices services = agents.forBusiness(settings);
    TextToSpeech voice = services == null ? null : services.textToSpeech();
    if (voice == null) {
      return Optional.empty();
    }
    var spokenForm =
        new SpokenForm(
            new Lexicon(lexicon), TextToSpeeches.readNiqqud(settings.providers().voices()));
    String spoken = spokenForm.of(text).strip();
    if (spoken.length() > LONGEST) {
      return Optional.empty();
    }
    var pieces = new ArrayList<Mulaw>();
    try (Synthesis synthesis = voice.say(spoken)) {
      for (Mulaw piece = synthesis.next(); piece != null; piece = synthesis.next()) {
        pieces.add(piece);
      }
    }
    return Optional.of(Mulaw.join(pieces).toPcm());
  }

  /// As they are now.
  private Optional<BusinessSettings> settings(long business) {
    return directory.all().stream()
        .filter(settings -> settings.business().id() == business)
        .findFirst();
  }

  private String text(BusinessSettings settings, Prompt sentence) {
    Greeting greeting = settings.business().greeting();
    return sentence == Prompt.GREETING && greeting != null
        ? greeting.text()
        : prompts.in(settings.prompts()).text(sentence);
  }
}
