package app.kolan.server.console.page;

import app.kolan.server.console.http.NavItem;
import app.kolan.server.identity.Permission;
import java.util.List;

/// The parts of the console, in the order of the navigation.
public final class Navigation {
  public static final List<NavItem> ITEMS =
      List.of(
          new NavItem("today", "/today", Permission.TRANSCRIPTS_READ, true, "t"),
          new NavItem("calls", "/calls", Permission.CALLS_READ, true, "c"),
          new NavItem("leads", "/leads", Permission.TRANSCRIPTS_READ, true, "l"),
          new NavItem("people", "/people", Permission.CONTACTS_READ, true, "p"),
          new NavItem("live", "/live", Permission.EVENTS_READ, false, "n"),
          new NavItem("receptionist", "/receptionist", Permission.SETTINGS_READ, false, "r"),
          new NavItem("providers", "/providers", Permission.SETTINGS_READ, false, "v"),
          new NavItem("numbers", "/numbers", Permission.NUMBERS_READ, false, "u"));

  private Navigation() {}
}
