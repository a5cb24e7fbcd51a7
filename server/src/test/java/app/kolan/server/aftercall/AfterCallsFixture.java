package app.kolan.server.aftercall;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.TestClock;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.LeadField;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.WorkedLead;
import app.kolan.server.store.sqlite.SqliteStores;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.stubs.llm.AnthropicStub;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.stt.TranscriptionFilesStub;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Work after calls, by a clock that is given, with stubs of the providers.
abstract class AfterCallsFixture {
  static final String KEY = "stand-in-key";
  static final CallerClips CLIPS = CallerClips.shipped();
  static final String REASON = CLIPS.text("reason_appointment");
  static final String SUMMARY = "המתקשר מבקש לקבוע תור.";
  static final LeadField DAY =
      new LeadField("day", LeadField.Kind.CHOICE, "יום", List.of("ראשון", "שני"));

  @TempDir Path folder;
  final TestClock clock = new TestClock(Instant.parse("2026-11-29T10:00:00Z"));
  final List<ProviderUsage> used = new CopyOnWriteArrayList<>();
  final TranscriptionFilesStub whisper = new TranscriptionFilesStub(clips(), KEY);
  final DeepgramStub deepgram = new DeepgramStub(clips(), KEY);
  final List<String> instructions = new CopyOnWriteArrayList<>();
  final List<String> given = new CopyOnWriteArrayList<>();
  final List<ModelReply> replies = new CopyOnWriteArrayList<>();
  final AnthropicStub model =
      new AnthropicStub(
          KEY,
          (told, turns, _) -> {
            instructions.add(told);
            given.add(((ChatTurn.FromUser) turns.getLast()).words());
            return replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
          });
  Stores stores;
  AudioFiles audio;
  boolean isUsedUp;
  String language = BusinessLocale.ISRAEL.language();
  boolean translates = true;
  @Nullable AfterCalls opened;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(folder);
    audio = AudioFiles.open(folder);
    replies.add(ModelReply.use(SummaryForm.TOOL, "{\"summary\":\"%s\"}".formatted(SUMMARY)));
    whisper.start();
    deepgram.start();
    model.start();
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    stores.close();
    List.of(whisper, deepgram, model).forEach(stub -> stub.close());
  }

  void said(Speaker speaker, String words) {
    int position =
        stores
            .turns()
            .add(
                new NewTurn(
                    CALL,
                    speaker,
                    "talk",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    false,
                    null,
                    null,
                    words,
                    null));
    assertThat(position).isNotNegative();
  }

  void rounds(ProviderSelection providers, LeadField... fields) {
    if (opened == null) {
      opened = afterCalls(providers, List.of(fields));
    }
    AfterCalls afterCalls = opened;
    for (int i = 0; i < 3; i++) {
      stores
          .crm()
          .followUps()
          .ready(clock.instant(), 9)
          .forEach(
              call -> {
                var _ = stores.crm().followUps().follow(call.call(), clock.instant());
                stores.crm().followUps().done(call);
              });
      afterCalls.round();
      Await.until("nothing is being done", () -> !afterCalls.isWorking());
    }
  }

  AfterCalls afterCalls(ProviderSelection providers, List<LeadField> fields) {
    var profile = BusinessProfile.builder().fields(fields).translatesCalls(translates).build();
    var settings =
        new BusinessSettings(
            1,
            new Business(
                1,
                "מוסך",
                null,
                AnswerMode.VOICEMAIL,
                profile,
                null,
                new BusinessLocale(ZoneId.of("Asia/Jerusalem"), "IL", language)),
            new AccountTokens("", List.of()),
            providers,
            null);
    var limits =
        new MonthlyLimits() {
          @Override
          public @Nullable LimitReached reached(Business business) {
            return isUsedUp ? LimitReached.BUSINESS_MINUTES : null;
          }

          @Override
          public void callEnded(Business business) {}
        };
    return new AfterCalls(
        stores,
        audio,
        BusinessDirectory.ofOne(settings),
        (_, usage) -> used.add(usage),
        limits,
        false,
        AfterCallSettings.USUAL,
        Duration.ofMillis(1),
        AfterCallRetries.usual(),
        () -> {},
        clock);
  }

  ProviderSelection both(ProviderSettings recogniser) {
    return selection(recogniser, model());
  }

  static ProviderSelection selection(
      @Nullable ProviderSettings recogniser, @Nullable ProviderSettings model) {
    return new ProviderSelection(
        List.of(),
        recogniser == null ? List.of() : List.of(recogniser),
        model == null ? List.of() : List.of(model),
        List.of());
  }

  ProviderSettings whisper() {
    return at("openai-files", URI.create(whisper.url() + "/v1"));
  }

  ProviderSettings deepgram() {
    return at("deepgram", deepgram.socketUrl());
  }

  ProviderSettings model() {
    return at("anthropic", URI.create(model.url() + "/v1"));
  }

  static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "", "he-IL", ProviderTimeouts.USUAL);
  }

  static KnownClips clips() {
    var known = new KnownClips();
    CLIPS.names().forEach(name -> known.knows(CLIPS.audio(name), CLIPS.text(name)));
    return known;
  }

  void arrive() {
    stores
        .calls()
        .addArrival(
            CALL,
            Sample.ACCOUNT,
            1,
            1,
            Sample.CALLER,
            Sample.CALLED,
            Sample.TICKET,
            clock.instant());
  }

  void lead() {
    stores.leads().save(Sample.lead(LeadState.COMPLETE));
  }

  void message(String clip) {
    stores.recordings().announce(RECORDING, CALL, null, clock.instant());
    byte[] wav = Wav.of(CLIPS.audio(clip));
    String file = audio.store(CALL, "message-" + RECORDING, wav);
    stores
        .recordings()
        .markStored(RECORDING, file, wav.length, CLIPS.audio(clip).duration(), clock.instant());
  }

  void turn(String clip, @Nullable String words) {
    Mulaw sound = CLIPS.audio(clip);
    stores
        .turns()
        .add(
            new NewTurn(
                CALL,
                Speaker.CALLER,
                "ask_reason",
                Duration.ZERO,
                sound.duration(),
                sound.duration(),
                false,
                null,
                audio.store(CALL, clip, Wav.of(sound)),
                words));
  }

  void over() {
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, clock.instant());
  }

  CallSummary summary() {
    return stores.callSummaries().find(CALL).orElseThrow();
  }

  WorkedLead worked() {
    return stores.crm().leads().find(1, CALL).orElseThrow();
  }

  List<TimelineEntry.Kind> timeline() {
    return stores.crm().leads().timeline(1, CALL, PagePosition.NEWEST, 20).stream()
        .map(TimelineEntry::kind)
        .toList();
  }
}
