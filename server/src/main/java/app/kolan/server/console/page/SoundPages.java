package app.kolan.server.console.page;

import app.kolan.server.api.ApiProblem;
import app.kolan.server.api.BusinessVoice;
import app.kolan.server.api.Ranges;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.crm.PlainText;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.directory.SoundQuota;
import app.kolan.server.identity.Permission;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.UnusableSound;
import app.kolan.server.settings.YamlEdit;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sentences that are played as recordings: hearing them, and a business's own in their place,
/// in the draft.
public record SoundPages(
    SettingsAccess settings,
    SoundStore store,
    SoundQuota allowance,
    BusinessVoice voice,
    SpokenTexts spoken) {
  private static final String PATH = "/b/{business}/receptionist/sounds/{sound}";
  private static final String SOUNDS = "sounds";
  private static final String FILE = "file";
  private static final String EDIT = "/receptionist/edit/greeting";
  private static final int LONGEST_GREETING = 1000;

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.with(Permission.SETTINGS_READ), this::hear);
    routes.post(PATH, PageAdmission.with(Permission.SETTINGS_WRITE), this::change);
  }

  /// A sentence.
  ///
  /// @param text what it says, in Hebrew unless it is the business's own
  /// @param own the hash of the business's own sound; null for none
  /// @param audible whether there is a sound of it
  public record SoundRow(String name, String text, @Nullable String own, boolean audible) {}

  List<SoundRow> rows(PageRequest request, ObjectNode document) {
    long business = request.in().id();
    return Arrays.stream(Prompt.values())
        .filter(sentence -> !sentence.id().startsWith("digit_"))
        .map(
            sentence -> {
              String own = document.path(SOUNDS).path(sentence.id()).asText("");
              boolean words = sentence == Prompt.GREETING && document.has("greeting");
              return new SoundRow(
                  sentence.id(),
                  words ? document.path("greeting").asText() : voice.text(business, sentence),
                  own.isEmpty() ? null : own,
                  !own.isEmpty() || !words);
            })
        .toList();
  }

  private static Prompt sentence(PageRequest request) {
    return Prompt.withId(request.inPath("sound")).orElseThrow(PageProblem::unknown);
  }

  /// As a caller would hear it by the settings that are edited, or a sound of the business's own as
  /// it was recorded.
  private PageAnswer hear(PageRequest request) throws IOException {
    Prompt sentence = sentence(request);
    SettingsState state = settings.state(request);
    String own = settings.document(request, state).path(SOUNDS).path(sentence.id()).asText("");
    if (request.query().text("as").equals("recorded")) {
      return recorded(request, own);
    }
    Mulaw heard =
        (own.isEmpty() ? voice.usual(request.in().id(), sentence) : store.telephone(own))
            .orElseThrow(PageProblem::unknown);
    // Linear, since not every browser reads mu-law.
    byte[] file = Wav.of(heard.toPcm());
    return PageAnswer.of(
        Ranges.part(
            file.length,
            "\"%x-%x\"".formatted(file.length, Arrays.hashCode(file)),
            "audio/wav",
            request.header("range"),
            request.header("if-range")),
        file);
  }

  private PageAnswer recorded(PageRequest request, String own) throws IOException {
    try {
      return PageAnswer.of(
          Ranges.answer(
              store.mp3File(own).orElseThrow(PageProblem::unknown),
              "audio/mpeg",
              request.header("range"),
              request.header("if-range")));
    } catch (ApiProblem _) {
      throw PageProblem.unknown();
    }
  }

  /// Takes a recording, has the business's voice say the sentence, or goes back to the usual one.
  private PageAnswer change(PageRequest request) throws IOException {
    Prompt sentence = sentence(request);
    if (SettingsAccess.obstacle(request) != null) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    SettingsState state = settings.state(request);
    if (!request.form().text("newest").equals(Long.toString(state.newest()))) {
      throw new PageProblem(Kind.CHANGED);
    }
    String typed = typedGreeting(request, sentence);
    String hash;
    try {
      switch (request.form().text("do")) {
        case "remove" -> hash = "";
        case "say" -> {
          ObjectNode document = settings.document(request, state);
          boolean words = sentence == Prompt.GREETING && document.has("greeting");
          String text =
              typed != null
                  ? typed
                  : words
                      ? document.path("greeting").asText()
                      : voice.text(request.in().id(), sentence);
          allowance.requireRoom(request.in().id());
          Optional<Pcm> said = spoken.say(request, null, text);
          if (said.isEmpty()) {
            return back(request, "flash.voice-failed");
          }
          hash = store.add(said.get()).hash();
        }
        default -> {
          byte[] file = request.form().file(FILE);
          if (file.length == 0) {
            return back(request, "flash.sound-missing");
          }
          allowance.requireRoom(request.in().id());
          hash = store.add(file).hash();
        }
      }
    } catch (UnusableSound e) {
      return request.go(
          request.inBusiness(EDIT),
          Flash.of(
              "flash.sound-unusable",
              ProblemWords.words(String.valueOf(e.getMessage()), request.texts().language())));
    }
    return put(request, state, sentence, typed, hash);
  }

  /// The greeting as it stands in the form of the page, which a script sends along to have it said;
  /// null for none.
  private static @Nullable String typedGreeting(PageRequest request, Prompt sentence) {
    String typed = PlainText.of(request.form().text("greeting"));
    if (typed.length() > LONGEST_GREETING) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return sentence == Prompt.GREETING
            && request.form().text("do").equals("say")
            && !typed.isEmpty()
        ? typed
        : null;
  }

  /// @param greeting what the sound says, to be kept with it; null for what is kept already
  private PageAnswer put(
      PageRequest request,
      SettingsState state,
      Prompt sentence,
      @Nullable String greeting,
      String hash) {
    SettingsVersion edited = state.edited();
    String before = edited == null ? "" : edited.document();
    ObjectNode document = SettingsAccess.tree(before);
    ObjectNode sounds =
        document.get(SOUNDS) instanceof ObjectNode there ? there : document.putObject(SOUNDS);
    if (hash.isEmpty()) {
      sounds.remove(sentence.id());
    } else {
      sounds.put(sentence.id(), hash);
    }
    if (greeting != null) {
      document.put("greeting", greeting);
    }
    if (sounds.isEmpty()) {
      document.remove(SOUNDS);
    }
    try {
      SettingsVersion draft = state.draft();
      settings.draft(
          request,
          state,
          state.newest(),
          YamlEdit.of(before, document),
          draft == null ? "" : draft.note());
    } catch (InvalidSettings e) {
      return request.go(
          request.inBusiness(EDIT),
          Flash.of(
              "flash.sound-unusable",
              ProblemWords.ofForm(e.problems().getFirst(), request.texts().language()).text()));
    }
    return back(request, "flash.settings-draft");
  }

  private static PageAnswer back(PageRequest request, String flash) {
    return request.go(request.inBusiness(EDIT), Flash.of(flash));
  }
}
