package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.directory.SoundQuota;
import app.kolan.server.directory.SoundSettings;
import app.kolan.server.prompts.OwnSound;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.UnusableSound;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The sounds of businesses' own: recorded, or said by their voices.
record SoundResource(
    SoundSettings settings,
    SoundStore sounds,
    SoundQuota allowance,
    BusinessVoice voice,
    InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listSounds", this::list);
    operations.put("getSound", this::get);
    operations.put("setSound", this::set);
    operations.put("removeSound", this::remove);
    operations.put("renderSound", this::render);
  }

  private ApiAnswer list(ApiRequest request) {
    Map<String, String> own = settings.of(request.in());
    ObjectNode whole = ApiJson.object();
    ArrayNode items = whole.putArray("items");
    for (Prompt sentence : Prompt.values()) {
      items.add(
          ApiJson.object()
              .put("name", sentence.id())
              .put("text", voice.text(request.in().id(), sentence))
              .put("hash", own.get(sentence.id())));
    }
    return ApiAnswer.ok(whole);
  }

  private ApiAnswer get(ApiRequest request) throws IOException {
    String hash = settings.of(request.in()).get(sentence(request).id());
    return Ranges.answer(
        sounds.mp3File(hash == null ? "" : hash).orElseThrow(() -> ApiProblem.unknown("sound")),
        "audio/mpeg",
        request.headers().get("range"),
        request.headers().get("if-range"));
  }

  private ApiAnswer set(ApiRequest request) throws InvalidSettings {
    byte[] file = request.text().getBytes(StandardCharsets.ISO_8859_1);
    boolean mulaw = request.headers().getOrDefault("content-type", "").startsWith("audio/basic");
    settings.requireChangeable(request.in(), request.author());
    try {
      allowance.requireRoom(request.in().id());
      return play(
          request, "sound.set", mulaw ? sounds.add(Mulaw.of(file).toPcm()) : sounds.add(file));
    } catch (UnusableSound e) {
      throw unusable(e);
    }
  }

  private ApiAnswer render(ApiRequest request) throws InvalidSettings {
    settings.requireChangeable(request.in(), request.author());
    try {
      allowance.requireRoom(request.in().id());
      Pcm speech =
          voice
              .say(request.in().id(), sentence(request))
              .orElseThrow(
                  () ->
                      new ApiProblem(
                          Kind.INVALID,
                          "The business has no voice of a text-to-speech provider; set voice in its"
                              + " settings."));
      return play(request, "sound.render", sounds.add(speech));
    } catch (UnusableSound e) {
      throw unusable(e);
    } catch (ProviderFailure e) {
      throw new ApiProblem(
          Kind.BUSY, "The provider %s did not say it: %s.".formatted(e.provider(), e.kind()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(Kind.BUSY, "The server stops.");
    }
  }

  private ApiAnswer remove(ApiRequest request) throws InvalidSettings {
    String sentence = sentence(request).id();
    if (!settings.of(request.in()).containsKey(sentence)) {
      throw ApiProblem.unknown("sound");
    }
    var _ =
        request.audited(
            _ -> entry(request, "sound.remove"),
            () -> settings.set(request.in(), sentence, null, request.author()));
    return ApiAnswer.nothing();
  }

  private ApiAnswer play(ApiRequest request, String action, OwnSound sound) throws InvalidSettings {
    Prompt sentence = sentence(request);
    SettingsVersion version =
        request.audited(
            _ -> entry(request, action),
            () -> settings.set(request.in(), sentence.id(), sound.hash(), request.author()));
    return ApiAnswer.ok(
        ApiJson.object()
            .put("name", sentence.id())
            .put("text", voice.text(request.in().id(), sentence))
            .put("hash", sound.hash())
            .put("length", sound.length().toMillis())
            .put("version", version.version()));
  }

  private static Prompt sentence(ApiRequest request) {
    return Prompt.withId(request.inPath("sound")).orElseThrow(() -> ApiProblem.unknown("sound"));
  }

  private static ApiProblem unusable(UnusableSound why) {
    return new ApiProblem(
        Kind.INVALID,
        "The recording cannot be used.",
        List.of(new Mistake("/", "a recording", String.valueOf(why.getMessage()))));
  }

  private AuditEntry entry(ApiRequest request, String action) {
    return request
        .actor()
        .entry(
            clock.instant(), action, request.in().id(), "sound:" + request.inPath("sound"), null);
  }
}
