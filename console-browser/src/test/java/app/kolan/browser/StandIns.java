package app.kolan.browser;

import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.settings.SettingsSource;
import app.kolan.simulator.script.Sounds;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The providers of an agent that understands, plays and speaks Hebrew, on this machine.
final class StandIns implements AutoCloseable {
  static final String SUMMARY = "מבקש תור ליום שלישי בבוקר. מחכה שיחזרו אליו.";
  static final String ASKS_NAME = "בשמחה. מה השם, בבקשה?";
  static final String SUBJECT = "תור ליום שלישי בבוקר";
  static final String NAME = "דנה מזרחי";
  static final String ASKS_PARKING = "יש אצלכם חניה לקטנועים?";
  static final String ASKS_LIFT = "יש אצלכם מעלית מהרחוב?";
  static final Duration A_QUESTION = Duration.ofMillis(1400);
  static final String DOES_NOT_KNOW = "את זה אני לא יודעת";

  private static final String MODEL = "a-model";
  private static final String KEY = "stand-in-key";

  /// The first sentence of what a business has written.
  private static final Pattern DATA =
      Pattern.compile("<data from=\"knowledge [^\"]*\">\\n(?:[^\\n.]*\\n)?([^.\\n]+)");

  private final DeepgramStub speechToText = new DeepgramStub(clips(), KEY);
  private final OpenAiChatStub model =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("כן."));
  private final AzureVoiceStub voice = new AzureVoiceStub();

  private StandIns() {}

  static StandIns start() {
    var started = new StandIns();
    started.model.answerWith((_, turns, tools) -> answer(turns, tools));
    started.speechToText.start();
    started.model.start();
    started.voice.start();
    return started;
  }

  /// What it is asked of the house it looks up; otherwise it asks for the name and takes a message.
  /// Then it says goodbye.
  private static ModelReply answer(List<ChatTurn> turns, List<OfferedTool> tools) {
    if (tools.stream().anyMatch(tool -> tool.name().equals("write_summary"))) {
      return ModelReply.use("write_summary", "{\"summary\":\"%s\"}".formatted(SUMMARY));
    }
    if (turns.getLast() instanceof ChatTurn.FromUser(var words) && words.contains("יש אצלכם")) {
      return ModelReply.use("look_up", "{\"question\":\"%s\"}".formatted(words));
    }
    if (turns.getLast() instanceof ChatTurn.Outcome(var tool, var found)
        && tool.equals("look_up")) {
      Matcher data = DATA.matcher(found);
      String answer = data.find() ? data.group(1) : DOES_NOT_KNOW;
      return ModelReply.words(answer + ". להתראות.").andUse("end_call", "{}");
    }
    if (turns.getLast() instanceof ChatTurn.Outcome) {
      return ModelReply.words("תודה, נחזור אליכם היום. להתראות.").andUse("end_call", "{}");
    }
    boolean asked =
        turns.stream()
            .anyMatch(
                turn -> turn instanceof ChatTurn.FromModel(var words) && words.contains(ASKS_NAME));
    return asked
        ? ModelReply.use(
            "take_message", "{\"subject\":\"%s\",\"name\":\"%s\"}".formatted(SUBJECT, NAME))
        : ModelReply.words(ASKS_NAME);
  }

  /// The environment of a server whose businesses have them.
  private Map<String, String> environment() {
    return Map.of(
        "KOLAN_MIND",
        "openai/" + MODEL,
        "KOLAN_RECOGNISER",
        "deepgram",
        "KOLAN_VOICE",
        "azure",
        "OPENAI_API_KEY",
        KEY,
        "KOLAN_OPENAI_URL",
        model.url() + "/v1",
        "DEEPGRAM_API_KEY",
        KEY,
        "KOLAN_DEEPGRAM_URL",
        speechToText.socketUrl().toString(),
        "AZURE_SPEECH_KEY",
        KEY,
        "KOLAN_AZURE_URL",
        voice.url().toString());
  }

  /// The settings of such a server.
  DirectorySettings providers() {
    return DirectorySettings.GROUP.read(
        SettingsSource.of(
            environment(),
            JsonNodeFactory.instance.objectNode(),
            List.of(ProviderSelectionReader.GROUP, DirectorySettings.GROUP)));
  }

  /// Has the language model refuse all requests from now on.
  void failModel() {
    model.forget(MODEL);
  }

  /// A sentence in Hebrew with room for an answer, as a WAV file.
  static byte[] spokenSentence() {
    Mulaw sentence = CallerClips.shipped().audio("reason_appointment");
    return Wav.of(
        Mulaw.join(
                List.of(
                    Mulaw.silence(Duration.ofSeconds(3)),
                    sentence,
                    Mulaw.silence(Duration.ofSeconds(6))))
            .toPcm());
  }

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    for (String question : List.of(ASKS_PARKING, ASKS_LIFT)) {
      clips.knows(Sounds.speechLike(question, A_QUESTION), question);
    }
    return clips;
  }

  @Override
  public void close() {
    speechToText.close();
    model.close();
    voice.close();
  }
}
