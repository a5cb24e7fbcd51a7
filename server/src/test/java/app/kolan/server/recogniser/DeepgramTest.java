package app.kolan.server.recogniser;

import app.kolan.vendors.recogniser.StandInDeepgram;
import java.net.URI;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class DeepgramTest extends RecogniserContract<StandInDeepgram> {
  @Override
  StandInDeepgram standIn() {
    return new StandInDeepgram(clips, KEY);
  }

  @Override
  String provider() {
    return "deepgram";
  }

  @Override
  URI base() {
    return vendor.socketUrl();
  }
}
