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
          new NavItem("appointments", "/appointments", Permission.APPOINTMENTS_READ, false, "o"),
          new NavItem("campaigns", "/campaigns", Permission.CALLS_READ, false, "g"),
          new NavItem("live", "/live", Permission.EVENTS_READ, false, "n"),
          new NavItem("receptionist", "/receptionist", Permission.SETTINGS_READ, false, "r"),
          new NavItem("try", "/try", Permission.SETTINGS_WRITE, false, "m"),
          new NavItem("knowledge", "/knowledge", Permission.KNOWLEDGE_READ, false, "q"),
          new NavItem("providers", "/providers", Permission.SETTINGS_READ, false, "v"),
          new NavItem("numbers", "/numbers", Permission.NUMBERS_READ, false, "b"),
          new NavItem("business", "/business", Permission.BUSINESSES_WRITE, false, "s"),
          new NavItem("figures", "/figures", Permission.CALLS_READ, false, "f"),
          new NavItem("alerts", "/alerts", Permission.ALERTS_READ, false, "a"),
          new NavItem("team", "/team", Permission.USERS_READ, false, "u"),
          new NavItem("keys", "/keys", Permission.KEYS_READ, false, "k"),
          new NavItem("audit", "/audit", Permission.AUDIT_READ, false, "d"),
          new NavItem("privacy", "/privacy", Permission.PRIVACY_READ, false, "y"));

  /// The pages of the agency, for who runs the server, in the order of their menu.
  public static final List<NavItem> OF_AGENCY =
      List.of(
          ofAgency("agency", "/agency", Permission.BUSINESSES_READ),
          ofAgency("agency-numbers", "/agency/numbers", Permission.BUSINESSES_READ),
          ofAgency("agency-accounts", "/agency/accounts", Permission.ACCOUNTS_READ),
          ofAgency("agency-users", "/agency/users", Permission.USERS_READ),
          ofAgency("agency-keys", "/agency/keys", Permission.KEYS_READ),
          ofAgency("agency-audit", "/agency/audit", Permission.AUDIT_READ));

  private Navigation() {}

  private static NavItem ofAgency(String name, String path, Permission permission) {
    return new NavItem(name, path, permission, false, "");
  }
}
