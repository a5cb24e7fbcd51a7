package app.kolan.server.recogniser;

import app.kolan.vendors.recogniser.StandInOpenAiTranscription;
import java.net.URI;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class OpenAiTranscriptionTest extends RecogniserContract<StandInOpenAiTranscription> {
  @Override
  StandInOpenAiTranscription standIn() {
    return new StandInOpenAiTranscription(clips, KEY);
  }

  @Override
  String provider() {
    return "openai";
  }

  @Override
  URI base() {
    return URI.create(vendor.url() + "/v1");
  }
}
