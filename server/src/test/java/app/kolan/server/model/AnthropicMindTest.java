package app.kolan.server.model;

import app.kolan.vendors.mind.Brain;
import app.kolan.vendors.mind.ModelStandIn;
import app.kolan.vendors.mind.StandInAnthropic;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class AnthropicMindTest extends MindContract {
  @Override
  ModelStandIn standIn(String key, Brain brain) {
    return new StandInAnthropic(key, brain);
  }

  @Override
  String provider() {
    return "anthropic";
  }

  @Override
  String path() {
    return "/v1";
  }

  @Override
  String model() {
    return "claude-haiku-5-5";
  }
}
