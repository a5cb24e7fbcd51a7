package app.kolan.server.attendant;

import app.kolan.server.provider.LineUp;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.vendors.StandIn;
import app.kolan.vendors.mind.Brain;
import app.kolan.vendors.mind.StandInAnthropic;
import app.kolan.vendors.mind.StandInGemini;
import app.kolan.vendors.mind.StandInOllama;
import app.kolan.vendors.mind.StandInOpenAiChat;
import app.kolan.vendors.realtime.StandInOpenAiRealtime;
import app.kolan.vendors.recogniser.StandInDeepgram;
import app.kolan.vendors.recogniser.StandInOpenAiTranscription;
import app.kolan.vendors.recogniser.StandInSoniox;
import app.kolan.vendors.recogniser.StandInTranscriptionFiles;
import app.kolan.vendors.sound.KnownClips;
import app.kolan.vendors.voice.StandInAzureVoice;
import app.kolan.vendors.voice.StandInElevenLabs;
import app.kolan.vendors.voice.StandInGoogleVoice;
import app.kolan.vendors.voice.StandInOpenAiSpeech;
import app.kolan.vendors.voice.StandInSonioxVoice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Stand-ins of vendors for one server, and the settings that lead to them.
final class Vendors implements AutoCloseable {
  private static final KnownClips CLIPS = FrontDesk.clips();

  private final List<StandIn> open = new ArrayList<>();

  /// A vendor that does one job.
  ///
  /// @param job recogniser, mind, voice or realtime
  /// @param provider its name in the settings
  record Post(String job, String provider) {}

  /// A stand-in and the settings that lead to it.
  record Hired(StandIn vendor, ProviderSettings settings) {}

  Hired hire(Post post, Brain brain) {
    StandIn vendor =
        switch (post.job() + " " + post.provider()) {
          case "recogniser deepgram" -> new StandInDeepgram(CLIPS, FrontDesk.KEY);
          case "recogniser soniox" -> new StandInSoniox(CLIPS, FrontDesk.KEY);
          case "recogniser openai" -> new StandInOpenAiTranscription(CLIPS, FrontDesk.KEY);
          case "recogniser openai-files" -> new StandInTranscriptionFiles(CLIPS, FrontDesk.KEY);
          case "mind openai" -> new StandInOpenAiChat(FrontDesk.KEY, brain);
          case "mind anthropic" -> new StandInAnthropic(FrontDesk.KEY, brain);
          case "mind gemini" -> new StandInGemini(FrontDesk.KEY, brain);
          case "mind ollama" -> new StandInOllama(FrontDesk.KEY, brain);
          case "voice azure" -> new StandInAzureVoice();
          case "voice google" -> new StandInGoogleVoice();
          case "voice elevenlabs" -> new StandInElevenLabs();
          case "voice soniox" -> new StandInSonioxVoice();
          case "voice openai" -> new StandInOpenAiSpeech();
          case "realtime openai-realtime" -> realtime();
          default -> throw new IllegalArgumentException(post.toString());
        };
    vendor.start();
    open.add(vendor);
    return new Hired(vendor, FrontDesk.at(post.provider(), url(post, vendor)));
  }

  /// One of each job, none of them sick.
  LineUp cascade(Brain brain) {
    return new LineUp(
        List.of(),
        List.of(hire(new Post("recogniser", "deepgram"), brain).settings()),
        List.of(hire(new Post("mind", "openai"), brain).settings()),
        List.of(hire(new Post("voice", "azure"), brain).settings()));
  }

  private static StandIn realtime() {
    var vendor = new StandInOpenAiRealtime(FrontDesk.KEY);
    vendor.hearsBy(CLIPS::words);
    vendor.repliesWith(_ -> "מתי נוח לך?");
    return vendor;
  }

  private static URI url(Post post, StandIn vendor) {
    return switch (post.job() + " " + post.provider()) {
      case "recogniser deepgram", "recogniser soniox", "voice soniox" -> vendor.socketUrl();
      case "recogniser openai", "realtime openai-realtime" ->
          URI.create(vendor.socketUrl() + "/v1");
      case "recogniser openai-files", "mind openai", "voice openai", "mind anthropic" ->
          URI.create(vendor.url() + "/v1");
      case "mind gemini" -> URI.create(vendor.url() + "/v1beta");
      default -> vendor.url();
    };
  }

  @Override
  public void close() {
    open.forEach(StandIn::close);
  }
}
