const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

// Names of no real person: common first names, and surnames made up for this world.
export const FIRST_NAMES = words(`
  Ada Aleksi Amara Anouk Arvid Basma Bruno Carla Cecil Dalia Dario Edda Elias Elin Emre Enzo Farah Felix Freya Goran
  Greta Hana Hugo Ida Ilse Imani Ines Isak Jana Jonas Jorge Juno Kaya Kenji Klara Lale Leif Lina Livia Luca Mads Maja
  Malik Marta Mika Milan Mina Nadia Nils Noor Odile Olga Omar Oskar Paula Pavel Petra Rafa Rina Romy Rosa Ruben Saga
  Sami Selma Signe Sofia Sven Tara Teo Tilda Tomas Ulla Vera Viggo Wanda Yara Yusuf Zeno Zoe
`);

export const SURNAMES = words(`
  Aldermoor Ashgrove Barleywick Brackwater Calderstone Corvane Dunmarrow Eastlund Elverdam Fennimark Ferrowald
  Galdersen Greyfold Halvorden Harrowick Ilverstad Juniperholt Kestermann Kirkemyr Larkendale Lindquarry Marlowisch
  Mistelbaum Norrhaven Oakmere Ottersund Pellworth Quillmark Ravensby Rosengarth Saltmarsh Silverbrook Stormgaard
  Tamarind Thistlewood Umberfield Vantorp Vellamo Wexgrave Winterlake Wrenfold Yarrowby Zellbrook
`);

export const BIOGRAPHY_ENDS = lines(`
  Mostly outside.
  Slow on replies.
  Prints on request.
  Notes to self, mainly.
  Weekends only.
  Learning in public.
  All photos mine.
  Somewhere between two trains.
  Ask me about it.
  Tea first.
`);

export const CAPTION_OPENINGS = lines(`
  Took longer than planned.
  Third try, and I will keep it.
  Before breakfast.
  No filter, just weather.
  This is what the week looked like.
  Still not sure about this one.
  A good day.
  Found on the way home.
  Small steps.
  First one of the season.
  Somebody asked how it is done.
  Worth the wet shoes.
  Same place, other light.
  Made for a friend.
  Two hours well spent.
  I could do this every day.
`);

export const COMMENTS = lines(`
  Lovely light.
  How long did that take?
  This is so calm.
  Saving this one.
  Where is that?
  Beautiful work.
  I need to try this.
  Great colours.
  That came out well.
  More of this please.
`);
