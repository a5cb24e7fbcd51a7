package app.kolan.server.store;

/// A lead with what is done with it.
public record WorkedLead(Lead lead, LeadWork work) {}
