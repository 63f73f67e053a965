//! Staff: sellers, managers, accountants and administrators.

use crate::error::FieldErrors;
use crate::locale::Locale;
use crate::text;
use crate::trips::Destination;
use serde::{Deserialize, Serialize};

words! {
    /// What a member of staff may do; see [`crate::policy`].
    #[derive(Default)]
    StaffRole {
        /// Specialist of destinations: creates clients and trips, and changes their own trips.
        #[default]
        Seller = "seller",
        /// Changes every trip.
        Manager = "manager",
        /// Reads everything, changes schedules.
        Accountant = "accountant",
        /// Everything, including staff.
        Administrator = "administrator",
    }
}

words! {
    /// Whether a member of staff can sign in.
    StaffState {
        /// Invited by mail, has not chosen a password yet.
        Invited = "invited",
        /// Can sign in.
        Active = "active",
        /// Can no longer sign in; open sessions have lost their rights.
        Disabled = "disabled",
    }
}

/// A member of staff, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Lower-case address, one for each member of staff.
    pub email: String,
    /// The number travellers may call; may be empty.
    pub phone: String,
    /// What they may do.
    pub role: StaffRole,
    /// The language they read.
    pub language: Locale,
    /// Destinations they cover.
    pub destinations: Vec<Destination>,
}

impl Staff {
    /// The name that pages show.
    pub fn display_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// A member of staff as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffDraft {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// A [`StaffRole`].
    pub role: String,
    /// A [`Locale`].
    pub language: String,
    /// [`Destination`]s.
    pub destinations: Vec<String>,
}

impl StaffDraft {
    /// Parses the form.
    ///
    /// # Errors
    /// Every refused field, by its path.
    pub fn check(&self) -> Result<Staff, FieldErrors> {
        let mut errors = FieldErrors::new();
        let given_name = errors.take("given_name", text::required(&self.given_name, 80));
        let family_name = errors.take("family_name", text::required(&self.family_name, 80));
        let email = errors.take("email", text::email(&self.email));
        let phone = errors.take("phone", if self.phone.trim().is_empty() { Ok(String::new()) } else { text::phone(&self.phone) });
        let role = errors.take("role", text::choice(&self.role));
        let language = errors.take("language", text::choice(&self.language));
        let destinations = errors.take("destinations", Destination::parse_list(&self.destinations));
        errors.finish(|| {
            Some(Staff {
                given_name: given_name?,
                family_name: family_name?,
                email: email?,
                phone: phone?,
                role: role?,
                language: language?,
                destinations: destinations?,
            })
        })
    }
}

impl From<&Staff> for StaffDraft {
    fn from(staff: &Staff) -> Self {
        let Staff { given_name, family_name, email, phone, role, language, destinations } = staff.clone();
        Self {
            given_name,
            family_name,
            email,
            phone,
            role: role.to_string(),
            language: language.to_string(),
            destinations: destinations.iter().map(ToString::to_string).collect(),
        }
    }
}
