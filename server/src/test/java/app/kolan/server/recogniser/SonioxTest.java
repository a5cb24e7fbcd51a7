package app.kolan.server.recogniser;

import app.kolan.vendors.recogniser.StandInSoniox;
import java.net.URI;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class SonioxTest extends RecogniserContract<StandInSoniox> {
  @Override
  StandInSoniox standIn() {
    return new StandInSoniox(clips, KEY);
  }

  @Override
  String provider() {
    return "soniox";
  }

  @Override
  URI base() {
    return vendor.socketUrl();
  }
}
