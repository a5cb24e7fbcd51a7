/// The results of a call for the business: the lead.
@NullMarked
package app.kolan.server.crm;

import org.jspecify.annotations.NullMarked;
