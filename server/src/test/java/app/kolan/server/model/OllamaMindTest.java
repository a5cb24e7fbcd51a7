package app.kolan.server.model;

import app.kolan.vendors.mind.Brain;
import app.kolan.vendors.mind.ModelStandIn;
import app.kolan.vendors.mind.StandInOllama;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class OllamaMindTest extends MindContract {
  @Override
  ModelStandIn standIn(String key, Brain brain) {
    return new StandInOllama(key, brain);
  }

  @Override
  String provider() {
    return "ollama";
  }

  @Override
  String path() {
    return "";
  }

  @Override
  String model() {
    return "qwen3:8b";
  }
}
