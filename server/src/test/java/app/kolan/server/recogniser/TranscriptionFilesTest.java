package app.kolan.server.recogniser;

import app.kolan.vendors.recogniser.StandInTranscriptionFiles;
import java.net.URI;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class TranscriptionFilesTest extends RecogniserContract<StandInTranscriptionFiles> {
  @Override
  StandInTranscriptionFiles standIn() {
    return new StandInTranscriptionFiles(clips, KEY);
  }

  @Override
  String provider() {
    return "openai-files";
  }

  @Override
  URI base() {
    return URI.create(vendor.url() + "/v1");
  }
}
