/// Campaigns: many people whom a business has called, from a file, within bounds.
@NullMarked
package app.kolan.server.campaign;

import org.jspecify.annotations.NullMarked;
