package app.kolan.server.model;

import app.kolan.vendors.mind.Brain;
import app.kolan.vendors.mind.ModelStandIn;
import app.kolan.vendors.mind.StandInGemini;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class GeminiMindTest extends MindContract {
  @Override
  ModelStandIn standIn(String key, Brain brain) {
    return new StandInGemini(key, brain);
  }

  @Override
  String provider() {
    return "gemini";
  }

  @Override
  String path() {
    return "/v1beta";
  }

  @Override
  String model() {
    return "gemini-3.5-flash-lite";
  }
}
