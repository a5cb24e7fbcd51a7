package app.kolan.server.business;

/// What an agent knows of a call that the server has placed: not who is there wants something, but
/// the business does. It prints without the words.
///
/// @param opening what was said before the agent talks: who calls, that it is a machine, and why
/// @param task what the agent is to reach, in the words of the business
public record PlacedTalk(String opening, String task) {
  @Override
  public String toString() {
    return "PlacedTalk[]";
  }
}
