// Every phrase of the page's own, in each language it speaks. What people and the app write keeps its own language.

const PHRASES = {
  // The strip at the top: whom one plays, and the time.
  skip: { en: "Skip to the messages", fr: "Aller aux messages" },
  you_are: { en: "You are:", fr: "Vous êtes :" },
  you_are_group: { en: "You are", fr: "Vous êtes" },
  others: { en: "others", fr: "autres" },
  others_menu: { en: "Others you can be", fr: "Les autres personnes que vous pouvez être" },
  unread_direct: {
    en: { one: "unread direct message", other: "unread direct messages" },
    fr: { one: "message direct non lu", other: "messages directs non lus" },
  },
  time_group: { en: "Time in the playground", fr: "L’heure dans la démonstration" },
  time_button: { en: "Time…", fr: "L’heure…" },
  time_menu: { en: "Move the time", fr: "Avancer l’heure" },
  what_to_try: { en: "What to try", fr: "À essayer" },
  guide: { en: "Guide", fr: "Guide" },

  // The list of channels, and what is around the conversation.
  open_list: { en: "Channels and messages", fr: "Canaux et messages" },
  close_list: { en: "Close the list", fr: "Fermer la liste" },
  list: { en: "Channels and direct messages", fr: "Canaux et messages directs" },
  channels: { en: "Channels", fr: "Canaux" },
  direct_messages: { en: "Direct messages", fr: "Messages directs" },
  apps: { en: "Apps", fr: "Applications" },
  unread: { en: { one: "unread", other: "unread" }, fr: { one: "non lu", other: "non lus" } },
  side_panel: { en: "Side panel", fr: "Panneau latéral" },
  notices: { en: "Notices", fr: "Avis" },
  new_messages: { en: "New messages", fr: "Nouveaux messages" },
  dismiss: { en: "Dismiss", fr: "Masquer" },
  close: { en: "Close", fr: "Fermer" },
  opening: { en: "Opening…", fr: "Ouverture…" },
  reconnecting: { en: "Reconnecting…", fr: "Reconnexion…" },
  no_answer: {
    en: "The playground does not answer. Is it still running?",
    fr: "La démonstration ne répond pas. Est-elle encore lancée ?",
  },
  bad_answer: { en: "The playground answered {status}.", fr: "La démonstration a répondu {status}." },

  // A conversation.
  messages: { en: "Messages", fr: "Messages" },
  home: { en: "Home", fr: "Accueil" },
  app_parts: { en: "Parts of the app", fr: "Parties de l’application" },
  home_empty: { en: "{name} has nothing on its Home tab yet.", fr: "{name} n’a encore rien sur son onglet Accueil." },
  messages_in: { en: "Messages, {place}", fr: "Messages, {place}" },
  earlier: { en: "Show earlier messages", fr: "Afficher les messages précédents" },
  no_messages: { en: "No messages yet.", fr: "Pas encore de message." },
  archived: { en: "This channel is archived.", fr: "Ce canal est archivé." },
  not_inside: { en: "You are not in {place}.", fr: "Vous n’êtes pas dans {place}." },
  new_from: { en: "New message from {name}", fr: "Nouveau message de {name}" },
  privately: { en: "{name} answers you privately", fr: "{name} vous répond en privé" },

  // A message.
  app_tag: { en: "APP", fr: "APPLI" },
  someone: { en: "Someone", fr: "Quelqu’un" },
  only_you: { en: "Only visible to you", fr: "Visible par vous uniquement" },
  pinned: { en: "Pinned", fr: "Épinglé" },
  edited: { en: "(edited)", fr: "(modifié)" },
  was_deleted: { en: "This message was deleted.", fr: "Ce message a été supprimé." },
  has_joined: { en: "{who} has joined the channel", fr: "{who} a rejoint le canal" },
  actions: { en: "Message actions", fr: "Actions sur le message" },
  more_actions: { en: "More actions", fr: "Autres actions" },
  edit: { en: "Edit message", fr: "Modifier le message" },
  edit_label: { en: "Edit your message", fr: "Modifiez votre message" },
  save: { en: "Save", fr: "Enregistrer" },
  delete_item: { en: "Delete message…", fr: "Supprimer le message…" },
  delete_title: { en: "Delete this message?", fr: "Supprimer ce message ?" },
  delete_body: { en: "It disappears for everyone.", fr: "Il disparaît pour tout le monde." },
  delete_yes: { en: "Delete", fr: "Supprimer" },
  delete_no: { en: "Keep it", fr: "Le garder" },
  asked: { en: "Asked the app.", fr: "Demandé à l’application." },
  file: { en: "file", fr: "fichier" },

  // Threads.
  thread: { en: "Thread", fr: "Fil de discussion" },
  reply_in_thread: { en: "Reply in thread", fr: "Répondre dans le fil" },
  reply: { en: "Reply…", fr: "Répondre…" },
  replies: { en: { one: "{count} reply", other: "{count} replies" }, fr: { one: "{count} réponse", other: "{count} réponses" } },
  not_in_threads: {
    en: "{command} does not work in threads. Write it in the conversation itself.",
    fr: "{command} ne marche pas dans un fil. Écrivez-le dans la conversation elle-même.",
  },

  // Emoji.
  you: { en: "you", fr: "vous" },
  add_reaction: { en: "Add a reaction", fr: "Ajouter une réaction" },
  reaction: { en: "{emoji}: {count}, {who}", fr: "{emoji} : {count}, {who}" },
  reacted: { en: "{who} reacted with :{name}:", fr: "Réaction :{name}: – {who}" },
  add_emoji: { en: "Add an emoji", fr: "Ajouter un emoji" },
  choose_emoji: { en: "Choose an emoji", fr: "Choisir un emoji" },
  search_emoji: { en: "Search by name", fr: "Rechercher par nom (en anglais)" },
  search_emoji_label: { en: "Search emoji by name", fr: "Rechercher un emoji par son nom anglais" },
  no_emoji: { en: "No emoji of this name here.", fr: "Aucun emoji de ce nom ici." },
  emoji_found: { en: "Found", fr: "Trouvés" },
  emoji_often: { en: "Often used", fr: "Souvent utilisés" },
  emoji_faces: { en: "Faces", fr: "Visages" },
  emoji_people: { en: "People", fr: "Personnes" },
  emoji_signs: { en: "Signs", fr: "Signes" },
  emoji_things: { en: "Things", fr: "Objets" },

  // Where one writes.
  message_to: { en: "Message {place}", fr: "Message à {place}" },
  suggestions: { en: "Suggestions", fr: "Suggestions" },
  send: { en: "Send", fr: "Envoyer" },
  no_command: {
    en: "{command} is not a command here. Messages that start with “/” are taken for commands.",
    fr: "{command} n’est pas une commande ici. Un message qui commence par « / » est pris pour une commande.",
  },

  // Blocks.
  image_at: { en: "Image:", fr: "Image :" },
  image: { en: "image", fr: "image" },
  video_at: { en: "Video:", fr: "Vidéo :" },
  video_open: { en: "open", fr: "ouvrir" },
  file_named: { en: "File {id}", fr: "Fichier {id}" },
  table: { en: "Table", fr: "Tableau" },
  done: { en: "Done:", fr: "Fait :" },
  to_do: { en: "To do:", fr: "À faire :" },
  more_options: { en: "More options", fr: "Autres options" },
  your_choice: { en: "Your choice", fr: "Votre choix" },
  unknown_block: {
    en: "This block is of a kind the playground does not draw: {type}.",
    fr: "Ce bloc est d’un genre que la démonstration ne dessine pas : {type}.",
  },
  unknown_element: {
    en: "This element is of a kind the playground does not draw: {type}.",
    fr: "Cet élément est d’un genre que la démonstration ne dessine pas : {type}.",
  },
  sure: { en: "Are you sure?", fr: "Confirmez-vous ?" },
  yes: { en: "Yes", fr: "Oui" },
  cancel: { en: "Cancel", fr: "Annuler" },

  // Forms.
  back: { en: "Back", fr: "Retour" },
  optional: { en: "(optional)", fr: "(facultatif)" },
  choose: { en: "Choose an option", fr: "Choisir une option" },
  search_choose: { en: "Search and choose", fr: "Rechercher et choisir" },
  remove: { en: "Remove {name}", fr: "Retirer {name}" },
  nothing_found: { en: "Nothing found.", fr: "Rien trouvé." },
  type_more: {
    en: { one: "Type at least {count} character.", other: "Type at least {count} characters." },
    fr: { one: "Tapez au moins {count} caractère.", other: "Tapez au moins {count} caractères." },
  },
  chosen_most: {
    en: { one: "At most {count} can be chosen.", other: "At most {count} can be chosen." },
    fr: { one: "{count} choix au plus.", other: "{count} choix au plus." },
  },
  sending: { en: "Sending…", fr: "Envoi…" },
  still_sending: { en: "The file is still being sent.", fr: "Le fichier est encore en cours d’envoi." },
  left: {
    en: { one: "{count} character left", other: "{count} characters left" },
    fr: { one: "{count} caractère restant", other: "{count} caractères restants" },
  },
  too_many: {
    en: { one: "{count} character too many", other: "{count} characters too many" },
    fr: { one: "{count} caractère de trop", other: "{count} caractères de trop" },
  },
  required: { en: "Please complete this required field.", fr: "Veuillez remplir ce champ obligatoire." },
  too_short: {
    en: { one: "Please write at least {count} character.", other: "Please write at least {count} characters." },
    fr: { one: "Veuillez écrire au moins {count} caractère.", other: "Veuillez écrire au moins {count} caractères." },
  },
  too_long: {
    en: { one: "Please write at most {count} character.", other: "Please write at most {count} characters." },
    fr: { one: "Veuillez écrire au plus {count} caractère.", other: "Veuillez écrire au plus {count} caractères." },
  },
  number: { en: "Please write a number.", fr: "Veuillez écrire un nombre." },
  whole_number: { en: "Please write a whole number.", fr: "Veuillez écrire un nombre entier." },
  number_least: { en: "Please write a number of {least} or more.", fr: "Veuillez écrire un nombre supérieur ou égal à {least}." },
  number_most: { en: "Please write a number of {most} or less.", fr: "Veuillez écrire un nombre inférieur ou égal à {most}." },
  email: {
    en: "Please write an e-mail address, such as name@example.org.",
    fr: "Veuillez écrire une adresse e-mail, comme nom@example.org.",
  },
  address: {
    en: "Please write a full address, starting with https://.",
    fr: "Veuillez écrire une adresse complète, qui commence par https://.",
  },
};

const LOCALES = { en: "en-GB", fr: "fr-FR" };
let language = "en";

/** Speak this language from now on: "en" or "fr". */
export function speak(code) {
  language = code;
}

export const speaks = (code) => language === code;

/** How dates and lists are written in the language spoken. */
export const locale = () => LOCALES[language];

/** A phrase with its {values} filled in; one with several forms takes that of `values.count`. */
export function say(key, values = {}) {
  const phrase = PHRASES[key][language];
  const form = typeof phrase === "string" ? phrase : phrase[new Intl.PluralRules(language).select(values.count)] ?? phrase.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Fill in what stands on the page from the start: words (`data-say`) and labels (`data-label`). */
export function sayAll(root) {
  root.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}
